// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Cpu;
import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Memory;
import org.arrimage.benchmarks.ExchangeReport.Run;
import org.arrimage.benchmarks.SpeedTable.Row;
import org.arrimage.benchmarks.SpeedTable.Verdict;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class SpeedTableTest {

    private static final int RUNS = 9;

    @Test
    void hasEveryLineInTheOrderOfTheAims() {
        List<Row> rows = rows(run(6_000, 0.5, 0), backlog(3_000));

        assertThat(rows)
                .extracting(Row::work)
                .containsExactly(
                        "adt-32",
                        "adt-1",
                        "adt-1-p50",
                        "adt-8",
                        "adt-8-p50",
                        "one-patient",
                        "steady-p99",
                        "three-destinations",
                        "oru-8",
                        "pdf-8",
                        "cpu",
                        "disk",
                        "catch-up");
    }

    @Test
    void comparesAShareWithTheLimitOfTheSameRun() {
        Row met = row(rows(run(6_000, 0.5, 0), backlog(3_000)), "adt-32");
        Row missed = row(rows(run(5_400, 0.5, 0), backlog(3_000)), "adt-32");

        assertThat(met.measured()).isEqualTo(6_000);
        assertThat(met.limit()).isEqualTo(10_000);
        assertThat(met.ratio()).isEqualTo(0.6);
        assertThat(met.verdict()).isEqualTo(Verdict.MET);
        assertThat(missed.verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void comparesMillisecondsAndKilobytesWithTheMost() {
        List<Row> rows = rows(run(6_000, 0.7, 0), backlog(3_000));

        assertThat(row(rows, "adt-1-p50").verdict()).isEqualTo(Verdict.MISSED);
        assertThat(row(rows, "adt-8-p50").verdict()).isEqualTo(Verdict.MET);
        assertThat(row(rows, "cpu").measured()).isEqualTo(0.09);
        assertThat(row(rows, "cpu").verdict()).isEqualTo(Verdict.MET);
        assertThat(row(rows, "disk").verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void comparesCatchingUpWithTheLiveRate() {
        assertThat(row(rows(run(6_000, 0.5, 0), backlog(3_000)), "catch-up").ratio())
                .isEqualTo(0.5);
        assertThat(row(rows(run(6_000, 0.5, 0), backlog(2_900)), "catch-up").verdict())
                .isEqualTo(Verdict.MISSED);
    }

    @Test
    void givesNothingForAFastRunThatLostAMessage() {
        assertThat(row(rows(run(9_000, 0.5, 1), backlog(3_000)), "adt-32").verdict())
                .isEqualTo(Verdict.UNSOUND);
    }

    @Test
    void comparesTheSharesBeforeAndAfterTheLogWasFilled() {
        Run before = run(6_000, 0.5, 0);
        Run after = run(5_000, 0.5, 0);
        var growth = new Growth(1_000, 1, before, after, 5.0 / 6, 0, 0, 0, 0);

        List<Row> rows =
                SpeedTable.rows(
                        Collections.nCopies(RUNS, before),
                        List.of(backlog(3_000)),
                        List.of(growth));

        assertThat(rows.getLast().work()).isEqualTo("growth");
        assertThat(rows.getLast().verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void asksForABacklog() {
        assertThatThrownBy(() -> new SpeedTable.Order(new Rounds(1, 1, 0), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Row row(List<Row> rows, String work) {
        return rows.stream().filter(row -> row.work().equals(work)).findFirst().orElseThrow();
    }

    private static List<Row> rows(Run run, Backlog backlog) {
        return SpeedTable.rows(
                new ArrayList<>(Collections.nCopies(RUNS, run)), List.of(backlog), List.of());
    }

    private static Run run(double delivered, double millis, long lost) {
        var latency = new Latencies.Summary(millis, millis, millis, millis);
        return new Run(
                "adt",
                1_000,
                1,
                32,
                0,
                1,
                delivered,
                delivered,
                latency,
                latency,
                10_000,
                latency,
                delivered / 10_000,
                new Cpu(0.06, 0.03),
                4.5,
                2,
                400,
                100,
                lost,
                0,
                0,
                0,
                0,
                0);
    }

    private static Backlog backlog(double catchUp) {
        var none = new Latencies.Summary(0, 0, 0, 0);
        var memory = new Memory(400, 50);
        return new Backlog(
                "adt",
                1_000,
                true,
                1,
                32,
                9_000,
                100,
                catchUp,
                6_000,
                catchUp / 6_000,
                1_000,
                none,
                0,
                memory,
                memory,
                0,
                0,
                0,
                0,
                0);
    }
}
