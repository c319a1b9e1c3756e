// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.notice.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

/** The certificate of the route ends on 2026-06-30: people hear of it before. */
class ForewarningTests {

    private final GateHarness harness = new GateHarness("2026-02-01T12:00:00Z");

    @AfterEach
    void drop() {
        harness.close();
    }

    private void at(String instant) {
        harness.clock.moveTo(Instant.parse(instant));
        harness.gate.settle();
        harness.gate.settle();
    }

    @Test
    void warnsAtNinetyThirtySevenAndOneDaysAndOnceEach() {
        harness.recordFacts();
        harness.gate.activate(harness.route());

        at("2026-04-01T12:00:00Z");
        assertThat(harness.notices.latest(9)).hasSize(1);
        at("2026-04-02T12:00:00Z");
        at("2026-05-31T12:00:00Z");
        at("2026-06-01T12:00:00Z");
        at("2026-06-24T12:00:00Z");
        at("2026-06-30T12:00:00Z");

        assertThat(harness.notices.latest(9).reversed())
                .extracting(Notice::text)
                .extracting(text -> text.en().replaceAll("(?s), on .*|\\. .*", ""))
                .containsExactly(
                        "Route r is cleared.",
                        "Route r will be held in 90 d",
                        "Route r will be held in 30 d",
                        "Route r will be held in 7 d",
                        "Route r will be held in 1 d");
        assertThat(harness.notices.latest(1).getFirst().text().fr())
                .contains("2026-07-01", "Le certificat de app 4.2 a pris fin le 2026-06-30");
    }

    @Test
    void aLeapPastTheEndTellsOfTheHoldOnly() {
        harness.recordFacts();
        harness.gate.activate(harness.route());

        at("2026-08-01T12:00:00Z");

        assertThat(harness.notices.latest(9)).hasSize(2);
    }
}
