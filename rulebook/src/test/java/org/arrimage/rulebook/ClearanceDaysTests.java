// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.arrimage.rulebook.SampleRoute.NOON;
import static org.arrimage.rulebook.SampleRoute.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.rulebook.RouteFacts.Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A clearance ends to the instant: at the start of the local day after the last valid one. */
class ClearanceDaysTests {

    private final SampleRoute route = new SampleRoute();

    private void certified(String from, String to) {
        route.certificates =
                List.of(new Certificate("app", "4.2", Period.between(day(from), day(to))));
    }

    // Summer, winter, and the days on which the clocks move (2026-03-08 and 2026-11-01).
    @ParameterizedTest
    @CsvSource({
        "2026-07-15, 2026-07-16T04:00:00Z",
        "2026-12-15, 2026-12-16T05:00:00Z",
        "2026-03-07, 2026-03-08T05:00:00Z",
        "2026-03-08, 2026-03-09T04:00:00Z",
        "2026-10-31, 2026-11-01T04:00:00Z",
        "2026-11-01, 2026-11-02T05:00:00Z",
        "2026-12-31, 2027-01-01T05:00:00Z"
    })
    void theLastDayIsValidToItsEndAndTheNextIsNot(String last, Instant end) {
        certified("2026-01-01", last);

        assertThat(route.noon().until()).contains(end);
        assertThat(route.at(end.minusNanos(1)).state()).isEqualTo(State.CLEARED);
        assertThat(route.at(end).state()).isEqualTo(State.HELD);
    }

    @Test
    void aRenewalAlreadyOnFileCarriesTheEndForward() {
        route.certificates =
                List.of(
                        new Certificate(
                                "app", "4.2", Period.between(day("2025-01-01"), day("2026-04-30"))),
                        new Certificate(
                                "app",
                                "4.2",
                                Period.between(day("2026-05-01"), day("2026-09-30"))));

        assertThat(route.noon().until()).contains(LocalDays.startOf(day("2026-10-01")));
    }

    @Test
    void aGapOfOneDayBetweenCertificatesIsHeld() {
        route.certificates =
                List.of(
                        new Certificate(
                                "app", "4.2", Period.between(day("2025-01-01"), day("2026-04-30"))),
                        new Certificate(
                                "app",
                                "4.2",
                                Period.between(day("2026-05-02"), day("2026-09-30"))));

        List<Change> changes =
                GateKeeper.timeline(route.facts(), NOON, Instant.parse("2026-12-31T12:00:00Z"));

        assertThat(changes)
                .extracting(change -> change.at() + " " + change.clearance().state())
                .containsExactly(
                        "2026-05-01T04:00:00Z HELD",
                        "2026-05-02T04:00:00Z CLEARED",
                        "2026-10-01T04:00:00Z HELD");
        assertThat(changes.getFirst().clearance().until()).contains(changes.get(1).at());
    }

    @Test
    void aCertificateNeverCountsPastItsValidity() {
        certified("2025-01-31", "2099-12-31");

        assertThat(route.noon().until()).contains(LocalDays.startOf(day("2028-02-01")));
        var short_ = Parameters.USUAL.with(Parameter.CERTIFICATE_VALIDITY_MONTHS, 1);
        assertThat(GateKeeper.decide(route.facts(), NOON, short_).state()).isEqualTo(State.HELD);
    }

    @Test
    void theGraceEndsToTheDay() {
        route.riskAnalyses.clear();
        LocalDate last = day("2026-02-15").plusDays(30);

        assertThat(route.at(LocalDays.startOf(last)).state()).isEqualTo(State.CLEARED);
        assertThat(route.at(LocalDays.startOf(last.plusDays(1))).state()).isEqualTo(State.HELD);
    }

    @Test
    void nothingOnFileEndsARouteWithoutEnds() {
        certified("2026-01-01", "2099-12-31");
        var long_ = Parameters.USUAL.with(Parameter.CERTIFICATE_VALIDITY_MONTHS, 1200);

        Clearance late =
                GateKeeper.decide(route.facts(), Instant.parse("2099-12-31T12:00:00Z"), long_);

        assertThat(late.until()).contains(LocalDays.startOf(day("2100-01-01")));
        Clearance after = GateKeeper.decide(route.facts(), late.until().orElseThrow(), long_);
        assertThat(after.until()).isEmpty();
        assertThat(after.nextChange()).isEmpty();
    }

    @Test
    void farInstantsAreAnswered() {
        assertThat(route.at(Instant.MIN).state()).isEqualTo(State.HELD);
        assertThat(route.at(Instant.MAX).state()).isEqualTo(State.HELD);
        assertThat(GateKeeper.timeline(route.facts(), Instant.MAX, Instant.MIN)).isEmpty();
    }

    @Test
    void anEndBeforeItsStartIsRefused() {
        assertThatThrownBy(() -> Period.between(day("2026-02-02"), day("2026-02-01")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-02-01");
    }
}
