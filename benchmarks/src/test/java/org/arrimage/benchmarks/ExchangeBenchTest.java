// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Run;
import org.arrimage.benchmarks.ExchangeReport.WarmUp;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExchangeBenchTest {

    private final Heard heard = new Heard();

    @Test
    void measuresAnEngineBesideTheLimit() throws Exception {
        var order =
                new ExchangeBench.Order(
                        List.of(adt(1, 20), adt(4, 20)), 1, new Rounds(2, 0.1, 0), 0, 0);

        ExchangeReport report = ExchangeBench.run(order, Relay::new, heard);

        assertThat(heard.said).containsExactly("warm", "1/1", "1/2", "4/1", "4/2");
        assertThat(report.runs()).hasSize(2);
        for (Run run : report.runs()) {
            assertThat(run.deliveredPerSecond()).isPositive();
            assertThat(run.limitPerSecond()).isPositive();
            assertThat(run.limitAcknowledgementMillis().p50()).isPositive();
            assertThat(run.endToEndMillis().p50()).isPositive();
            assertSound(run);
        }
        assertThat(report.warmUps().getFirst().seconds()).isPositive();
        assertThat(report.machine().cores()).isPositive();
    }

    @Test
    void countsAMessageOnceThreeDestinationsHaveIt() throws Exception {
        var order = new ExchangeBench.Order(List.of(adt(4, 20)), 3, new Rounds(1, 0.1, 0), 0, 0);

        ExchangeReport report = ExchangeBench.run(order, Relay::new, heard);

        assertThat(report.runs().getFirst().destinations()).isEqualTo(3);
        assertSound(report.runs().getFirst());
    }

    @Test
    void missesWhatOneOfTheDestinationsNeverGot() throws Exception {
        try (var stand = Stand.start(2, ports -> new Relay(ports).losing(1, 50))) {
            Measured round = stand.round(adt(2, 20), new Rounds(1, 0.5, 200));

            Run run = Measured.median(adt(2, 20), 2, List.of(round));

            assertThat(run.lost()).isEqualTo(1);
            assertThat(run.duplicates()).isZero();
            assertThat(run.sound()).isFalse();
        }
    }

    @Test
    void keepsTheOrderOfEachConnectionForOnePatient() throws Exception {
        try (var stand = Stand.start(1, Relay::new)) {
            Measured round = stand.round(adt(8, 1), new Rounds(1, 2, 400));

            assertThat(round.arrived().delivered()).isEqualTo(400);
            assertThat(round.arrived().outOfOrder() + round.arrived().unedited()).isZero();
        }
    }

    @Test
    void sendsAtASteadyRate() throws Exception {
        var work = new Work(Payload.ADT, 4, 20, 200);
        try (var stand = Stand.start(1, Relay::new)) {
            Measured round = stand.round(work, new Rounds(1, 1.5, 0));

            assertThat(round.load().acknowledged()).isEqualTo(300);
            assertThat(round.load().acknowledgedPerSecond()).isBetween(150.0, 210.0);
        }
    }

    @Test
    void chargesAStallToAllThatWereDueMeanwhile() throws Exception {
        var work = new Work(Payload.ADT, 1, 1, 100);
        try (var stand = Stand.start(1, ports -> new Relay(ports).stalling(10, 500))) {
            Measured round = stand.round(work, new Rounds(1, 1, 0));

            assertThat(round.load().acknowledgement().summary().max()).isGreaterThan(450);
            // About 50 of 100 were due during the half second, and waited 250 ms on average.
            assertThat(round.load().acknowledgement().summary().p95()).isGreaterThan(300);
        }
    }

    @Test
    void measuresHowABacklogIsCaughtUp() throws Exception {
        var order =
                new ExchangeBench.Order(List.of(adt(4, 20)), 2, new Rounds(1, 0.1, 0), 2_000, 0);

        ExchangeReport report = ExchangeBench.run(order, Relay::new, heard);

        assertThat(report.backlogs()).extracting(Backlog::live).containsExactly(false, true);
        for (Backlog backlog : report.backlogs()) {
            assertThat(backlog.messages()).isEqualTo(2_000);
            assertThat(backlog.catchUpPerSecond()).isPositive();
            assertThat(backlog.ratioToLive()).isPositive();
            assertThat(backlog.resumedAfterMillis()).isPositive();
            assertThat(backlog.full().resident()).isPositive();
            assertThat(backlog.sound()).isTrue();
            assertThat(backlog.duplicates() + backlog.refused()).isZero();
        }
        assertThat(report.backlogs().getLast().meanwhileAcknowledgedPerSecond()).isPositive();
    }

    @Test
    void chargesAnEngineThatIsSlowToBeginForWhatTheRetryDoesNotExplain() {
        long second = 1_000_000_000;
        var none = new Latencies();

        var late = new Tally.Count(600, 0, 0, 0, 4 * second, none);

        assertThat(Backlogs.catchUpPerSecond(0, second / 2, late)).isEqualTo(600 / 3.5);
        assertThat(Backlogs.catchUpPerSecond(0, 3 * second, late)).isEqualTo(200);
        assertThat(
                        Backlogs.catchUpPerSecond(
                                0, second, new Tally.Count(0, 0, 0, 0, Long.MIN_VALUE, none)))
                .isZero();
    }

    @Test
    void measuresAgainOnceTheLogIsFilled() throws Exception {
        var order =
                new ExchangeBench.Order(List.of(adt(4, 20)), 1, new Rounds(1, 0.1, 0), 0, 3_000);

        ExchangeReport report = ExchangeBench.run(order, Relay::new, heard);

        ExchangeReport.Growth growth = report.growths().getFirst();
        assertThat(growth.rows()).isEqualTo(3_000);
        assertThat(growth.ratio()).isPositive();
        assertThat(growth.sound()).isTrue();
        assertThat(heard.said).contains("filled 3000/3000");
    }

    @Test
    void refusesAnOrderItCannotKeep() {
        assertThatThrownBy(() -> adt(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> adt(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rounds(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new ExchangeBench.Order(List.of(adt(1, 1)), 32, new Rounds(1, 1, 0), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Work adt(int connections, int patients) {
        return new Work(Payload.ADT, connections, patients, 0);
    }

    private static void assertSound(Run run) {
        assertThat(
                        run.lost()
                                + run.duplicates()
                                + run.outOfOrder()
                                + run.refused()
                                + run.unedited()
                                + run.strays())
                .isZero();
    }

    /** What the measure said on its way. */
    private static final class Heard implements Progress {

        final List<String> said = new ArrayList<>();

        @Override
        public void warmed(WarmUp warmUp) {
            said.add("warm");
        }

        @Override
        public void round(Work work, int round, double delivered, double limit) {
            said.add(work.connections() + "/" + round);
        }

        @Override
        public void filled(long messages, long of, double perSecond) {
            said.add("filled " + messages + "/" + of);
        }

        @Override
        public void caughtUp(Backlog backlog) {
            said.add("caught up " + backlog.messages());
        }
    }
}
