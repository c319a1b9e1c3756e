// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.benchmarks.ExchangeReport;
import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Cpu;
import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Machine;
import org.arrimage.benchmarks.ExchangeReport.Memory;
import org.arrimage.benchmarks.ExchangeReport.Run;
import org.arrimage.benchmarks.ExchangeReport.WarmUp;
import org.arrimage.benchmarks.Latencies.Summary;
import org.arrimage.benchmarks.SpeedTable.Measure;
import org.arrimage.benchmarks.SpeedTable.Row;
import org.arrimage.benchmarks.SpeedTable.Verdict;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

class BenchTablesTest {

    private static final Summary LATENCY = new Summary(0.5, 1.5, 4.25, 20);

    @Test
    void showsEveryLineOfTheTableInBothLanguages() {
        String english = shown(Language.ENGLISH);
        String french = shown(Language.FRENCH);

        assertThat(english)
                .contains("ADT 1 kB, 32 connections")
                .containsPattern("≥ 55 % +6,000/s +10,000/s +60 % +met")
                .containsPattern("≤ 0.100 ms +0.090 ms +– +– +missed");
        assertThat(french)
                .contains("ADT 1 ko, 32 connexions")
                .containsPattern("≥ 55 % +6.000/s +10.000/s +60 % +atteint")
                .containsPattern("≤ 4,0 ko +3,5 ko +– +– +sans valeur");
    }

    @Test
    void showsBacklogsAndGrowth() {
        assertThat(shown(Language.ENGLISH))
                .contains("Backlog of 1,000 messages")
                .contains("50 % of the live rate of 6,000/s")
                .contains("Meanwhile:")
                .contains("Log filled with 2,000,000 messages in 300 s")
                .contains("Lost 0, duplicates 2, out of order 0.");
    }

    private static String shown(Language language) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, UTF_8);
        new BenchTables(new Screen(out, out, language, false)).show(report());
        return bytes.toString(UTF_8);
    }

    private static ExchangeReport report() {
        Run run =
                new Run(
                        "adt",
                        1_000,
                        1,
                        32,
                        0,
                        3,
                        6_000,
                        6_500,
                        LATENCY,
                        LATENCY,
                        10_000,
                        LATENCY,
                        0.6,
                        new Cpu(0.06, 0.03),
                        3.5,
                        2,
                        400,
                        100,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
        var memory = new Memory(400, 50);
        return new ExchangeReport(
                new Machine("processor", 2, 24_000, "Linux", "25"),
                List.of(new WarmUp(20, 20, true), new WarmUp(90, 90, false)),
                List.of(run),
                List.of(backlog(false, memory), backlog(true, memory)),
                List.of(new Growth(2_000_000, 300, run, run, 1, 0, 2, 0, 0)),
                rows());
    }

    private static Backlog backlog(boolean live, Memory memory) {
        return new Backlog(
                "adt", 1_000, live, 1, 32, 9_000, 100, 3_000, 6_000, 0.5, 1_000, LATENCY, 10,
                memory, memory, 0, 2, 0, 0, 0);
    }

    /** Every line the table can have. */
    private static List<Row> rows() {
        Stream<Row> shares =
                Stream.of(
                                "adt-32",
                                "adt-1",
                                "adt-8",
                                "one-patient",
                                "three-destinations",
                                "oru-8",
                                "pdf-8",
                                "catch-up",
                                "growth")
                        .map(work ->
                                new Row(
                                        work,
                                        Measure.SHARE,
                                        0.55,
                                        6_000,
                                        10_000,
                                        0.6,
                                        Verdict.MET));
        Stream<Row> millis =
                Stream.of("adt-1-p50", "adt-8-p50", "steady-p99", "cpu")
                        .map(work ->
                                new Row(work, Measure.MILLIS, 0.1, 0.09, 0, 0, Verdict.MISSED));
        var disk = new Row("disk", Measure.KILOBYTES, 4, 3.5, 0, 0, Verdict.UNSOUND);
        return Stream.concat(Stream.concat(shares, millis), Stream.of(disk)).toList();
    }
}
