// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.ExchangeReport;
import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Run;
import org.arrimage.benchmarks.SpeedTable;

/** A measure as a person reads it. */
final class BenchTables {

    /** Widths of the columns of the runs, right-aligned but for the first. */
    private static final int[] RUN = {
        -4, 5, 5, 5, 6, 9, 9, 9, 7, 7, 7, 7, 8, 7, 7, 7, 7, 7, 7, 7, 6, 5, 5, 5
    };

    private static final int[] TABLE = {-44, 12, 12, 12, 8, 14};

    private final Screen screen;

    BenchTables(Screen screen) {
        this.screen = screen;
    }

    /** Everything that was measured. */
    void show(ExchangeReport report) {
        var machine = report.machine();
        screen.say(
                "bench.machine",
                machine.processor(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.system(),
                machine.java());
        screen.say("bench.work", report.runs().getFirst().rounds());
        report.warmUps()
                .forEach(warmUp ->
                        screen.say(
                                warmUp.settled() ? "bench.warm" : "bench.notWarm",
                                warmUp.seconds(),
                                warmUp.limitSeconds()));
        if (!report.table().isEmpty()) {
            heading("bench.tableHead", TABLE);
            report.table().forEach(this::row);
        }
        heading("bench.head", RUN);
        report.runs().forEach(this::run);
        report.growths().forEach(growth -> run(growth.after()));
        report.backlogs().forEach(this::backlog);
        report.growths().forEach(this::growth);
    }

    private void heading(String key, int[] widths) {
        screen.print("");
        String line = line(widths, (Object[]) screen.text(key).split(";"));
        screen.print(screen.tone(Screen.Tone.STRONG, line));
    }

    private void row(SpeedTable.Row row) {
        String limit = row.limit() == 0 ? "–" : figure(row, row.limit());
        String ratio = row.ratio() == 0 ? "–" : percent(row.ratio());
        String line =
                line(
                        TABLE,
                        screen.text("bench.row." + row.work()),
                        aim(row),
                        figure(row, row.measured()),
                        limit,
                        ratio,
                        screen.text("bench.verdict." + row.verdict()));
        Screen.Tone tone =
                switch (row.verdict()) {
                    case MET -> Screen.Tone.GOOD;
                    case MISSED -> Screen.Tone.WARNING;
                    case UNSOUND -> Screen.Tone.BAD;
                };
        screen.print(screen.tone(tone, line));
    }

    private String aim(SpeedTable.Row row) {
        return switch (row.measure()) {
            case SHARE -> "≥ " + percent(row.aim());
            case MILLIS, KILOBYTES -> "≤ " + figure(row, row.aim());
        };
    }

    private String figure(SpeedTable.Row row, double value) {
        return switch (row.measure()) {
            case SHARE -> screen.text("bench.perSecond", value);
            case MILLIS -> screen.text(value < 1 ? "bench.millisFine" : "bench.millis", value);
            case KILOBYTES -> screen.text("bench.kilobytes", value);
        };
    }

    private String percent(double share) {
        return screen.text("bench.percent", share * 100);
    }

    private void run(Run run) {
        var ack = run.acknowledgementMillis();
        var end = run.endToEndMillis();
        screen.print(
                line(
                        RUN,
                        run.work(),
                        run.connections(),
                        run.patients(),
                        run.destinations(),
                        number(run.ratePerSecond(), 0),
                        number(run.deliveredPerSecond(), 0),
                        number(run.acknowledgedPerSecond(), 0),
                        number(run.limitPerSecond(), 0),
                        percent(run.ratioToLimit()),
                        number(ack.p50(), 2),
                        number(ack.p95(), 2),
                        number(ack.p99(), 2),
                        number(ack.max(), 1),
                        number(end.p50(), 2),
                        number(end.p95(), 2),
                        number(end.p99(), 2),
                        number(run.cpuMillisPerMessage().engine(), 3),
                        number(run.cpuMillisPerMessage().database(), 3),
                        number(run.diskKilobytesPerMessage(), 1),
                        number(run.walKilobytesPerMessage(), 1),
                        number(run.memoryMegabytes(), 0),
                        run.lost(),
                        run.duplicates() + run.strays(),
                        run.outOfOrder() + run.unedited()));
    }

    private void backlog(Backlog backlog) {
        screen.print("");
        screen.say(
                backlog.live() ? "bench.backlogLive" : "bench.backlogAlone",
                backlog.messages(),
                backlog.filledPerSecond(),
                backlog.catchUpPerSecond(),
                backlog.ratioToLive() * 100,
                backlog.livePerSecond(),
                backlog.resumedAfterMillis());
        if (backlog.live()) {
            screen.say(
                    "bench.backlogMeanwhile",
                    backlog.meanwhileAcknowledgedPerSecond(),
                    backlog.meanwhileAcknowledgementMillis().p99(),
                    backlog.meanwhileDeliveredPerSecond());
        }
        screen.say(
                "bench.backlogMemory",
                backlog.empty().resident(),
                backlog.full().resident(),
                backlog.empty().heapAfterCollection(),
                backlog.full().heapAfterCollection());
        screen.say("bench.wrong", backlog.lost(), backlog.duplicates(), backlog.outOfOrder());
    }

    private void growth(Growth growth) {
        screen.print("");
        screen.say(
                "bench.growth",
                growth.rows(),
                growth.seconds(),
                growth.before().deliveredPerSecond(),
                growth.before().ratioToLimit() * 100,
                growth.after().deliveredPerSecond(),
                growth.after().ratioToLimit() * 100,
                growth.ratio() * 100);
        screen.say("bench.wrong", growth.lost(), growth.duplicates(), growth.outOfOrder());
    }

    private String number(double value, int decimals) {
        return String.format(screen.language().locale(), "%." + decimals + "f", value);
    }

    /** Columns of these widths, a negative one left-aligned. */
    private static String line(int[] widths, Object... columns) {
        var line = new StringBuilder();
        for (int i = 0; i < columns.length; i++) {
            line.append(i == 0 ? "" : " ").append(String.format("%" + widths[i] + "s", columns[i]));
        }
        return line.toString().stripTrailing();
    }
}
