// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Run;
import org.arrimage.benchmarks.ExchangeReport.WarmUp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The whole table of aims, measured in one go: two engines one after the other, with one
 * destination and with three.
 */
public final class SpeedTable {

    /** What is compared with the aim. */
    public enum Measure {
        /** Messages a second, as a share of another pace; at least the aim. */
        SHARE,
        /** Milliseconds; at most the aim. */
        MILLIS,
        /** Kilobytes; at most the aim. */
        KILOBYTES
    }

    /** What came of an aim. */
    public enum Verdict {
        MET,
        MISSED,
        /** Something was lost, out of order or unedited: no figure is worth anything. */
        UNSOUND
    }

    /**
     * A line of the table.
     *
     * @param work which line; texts for people go by this name
     * @param aim a share, milliseconds or kilobytes
     * @param measured median: messages a second, milliseconds or kilobytes
     * @param limit the same of the limit in this run; 0 where the limit has no such figure
     * @param ratio measured over limit; 0 without limit
     */
    public record Row(
            String work,
            Measure measure,
            double aim,
            double measured,
            double limit,
            double ratio,
            Verdict verdict) {}

    /**
     * How to fill the table.
     *
     * @param backlog messages that pile up before they are caught up
     * @param preload messages put into the log to see the throughput change; 0 leaves that line out
     */
    public record Order(Rounds rounds, long backlog, long preload) {
        public Order {
            if (backlog < 1 || backlog > 20_000_000 || preload < 0) {
                throw new IllegalArgumentException(
                        "need 1 <= backlog <= 20,000,000 and preload >= 0, got "
                                + backlog
                                + " and "
                                + preload);
            }
        }
    }

    private static final int PATIENTS = 1_000;
    private static final int MANY_DESTINATIONS = 3;
    private static final double STEADY_RATE = 1_000;

    private static final Work ADT_32 = new Work(Payload.ADT, 32, PATIENTS, 0);
    private static final Work ADT_8 = new Work(Payload.ADT, 8, PATIENTS, 0);
    private static final Work ADT_1 = new Work(Payload.ADT, 1, PATIENTS, 0);
    private static final Work ONE_PATIENT = new Work(Payload.ADT, 32, 1, 0);
    private static final Work STEADY = new Work(Payload.ADT, 32, PATIENTS, STEADY_RATE);
    private static final Work ORU_8 = new Work(Payload.ORU, 8, PATIENTS, 0);
    private static final Work PDF_8 = new Work(Payload.PDF, 8, PATIENTS, 0);

    /** Works with one destination, in the order of measuring. */
    private static final List<Work> WORKS =
            List.of(ADT_32, ADT_8, ADT_1, ONE_PATIENT, STEADY, ORU_8, PDF_8);

    private final Order order;
    private final Engine.Starter starter;
    private final Progress progress;
    private final List<WarmUp> warmUps = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<Backlog> backlogs = new ArrayList<>();
    private final List<Growth> growths = new ArrayList<>();

    private SpeedTable(Order order, Engine.Starter starter, Progress progress) {
        this.order = order;
        this.starter = starter;
        this.progress = progress;
    }

    /** Starts engines, sinks and limits, measures, stops them. */
    public static ExchangeReport run(Order order, Engine.Starter starter, Progress progress)
            throws IOException, InterruptedException {
        var table = new SpeedTable(order, starter, progress);
        table.oneDestination();
        table.manyDestinations();
        return new ExchangeReport(
                ExchangeBench.machine(),
                table.warmUps,
                table.runs,
                table.backlogs,
                table.growths,
                rows(table.runs, table.backlogs, table.growths));
    }

    private void oneDestination() throws IOException, InterruptedException {
        try (var stand = Stand.start(1, starter)) {
            warmUp(stand);
            for (Work work : WORKS) {
                runs.add(measured(stand, work));
            }
            // Measured again, for the machine drifts: what follows is compared with this.
            Run before = measured(stand, ADT_32);
            runs.add(before);
            backlogs.addAll(
                    ExchangeBench.backlogs(stand, ADT_32, order.backlog(), before, progress));
            if (order.preload() > 0) {
                Preload preload = Preload.run(stand, ADT_32, order.preload(), progress);
                growths.add(preload.growth(before, measured(stand, ADT_32)));
            }
        }
    }

    private void manyDestinations() throws IOException, InterruptedException {
        try (var stand = Stand.start(MANY_DESTINATIONS, starter)) {
            warmUp(stand);
            runs.add(measured(stand, ADT_32));
        }
    }

    private void warmUp(Stand stand) throws IOException, InterruptedException {
        WarmUp warmUp = WarmingUp.of(stand, ADT_32, order.rounds());
        progress.warmed(warmUp);
        warmUps.add(warmUp);
    }

    /** One round that does not count, for what the new work has to compile, then those that do. */
    private Run measured(Stand stand, Work work) throws IOException, InterruptedException {
        boolean steady = work.ratePerSecond() > 0;
        stand.round(work, order.rounds().within(WarmingUp.ROUND));
        return ExchangeBench.run(
                stand, work, steady ? order.rounds().steady() : order.rounds(), progress);
    }

    /** The lines, from the runs in the order in which they were measured. */
    static List<Row> rows(List<Run> runs, List<Backlog> backlogs, List<Growth> growths) {
        Run adt32 = runs.get(WORKS.indexOf(ADT_32));
        Run adt8 = runs.get(WORKS.indexOf(ADT_8));
        Run adt1 = runs.get(WORKS.indexOf(ADT_1));
        List<Row> rows = new ArrayList<>();
        rows.add(share("adt-32", 0.55, adt32));
        rows.add(share("adt-1", 0.70, adt1));
        rows.add(acknowledgement("adt-1-p50", 0.6, adt1, Latencies.Summary::p50));
        rows.add(share("adt-8", 0.60, adt8));
        rows.add(acknowledgement("adt-8-p50", 1.2, adt8, Latencies.Summary::p50));
        rows.add(share("one-patient", 0.30, runs.get(WORKS.indexOf(ONE_PATIENT))));
        Run steady = runs.get(WORKS.indexOf(STEADY));
        rows.add(acknowledgement("steady-p99", 5, steady, Latencies.Summary::p99));
        rows.add(share("three-destinations", 0.38, runs.getLast()));
        rows.add(share("oru-8", 0.40, runs.get(WORKS.indexOf(ORU_8))));
        rows.add(share("pdf-8", 0.25, runs.get(WORKS.indexOf(PDF_8))));
        double cpu = adt32.cpuMillisPerMessage().engine() + adt32.cpuMillisPerMessage().database();
        rows.add(atMost("cpu", Measure.MILLIS, 0.10, cpu, adt32.sound()));
        double disk = adt32.diskKilobytesPerMessage();
        rows.add(atMost("disk", Measure.KILOBYTES, 4, disk, adt32.sound()));
        Backlog live = backlogs.getLast();
        rows.add(
                atLeast(
                        "catch-up",
                        0.50,
                        live.catchUpPerSecond(),
                        live.livePerSecond(),
                        live.ratioToLive(),
                        live.sound()));
        for (Growth growth : growths) {
            Run after = growth.after();
            rows.add(
                    atLeast(
                            "growth",
                            0.90,
                            after.deliveredPerSecond(),
                            growth.before().deliveredPerSecond(),
                            growth.ratio(),
                            growth.sound() && after.sound()));
        }
        return rows;
    }

    private static Row share(String work, double aim, Run run) {
        return atLeast(
                work,
                aim,
                run.deliveredPerSecond(),
                run.limitPerSecond(),
                run.ratioToLimit(),
                run.sound());
    }

    private static Row atLeast(
            String work, double aim, double measured, double limit, double ratio, boolean sound) {
        return new Row(
                work, Measure.SHARE, aim, measured, limit, ratio, verdict(sound, ratio >= aim));
    }

    private static Row acknowledgement(
            String work, double aim, Run run, ToDoubleFunction<Latencies.Summary> of) {
        double measured = of.applyAsDouble(run.acknowledgementMillis());
        double limit = of.applyAsDouble(run.limitAcknowledgementMillis());
        return new Row(
                work,
                Measure.MILLIS,
                aim,
                measured,
                limit,
                limit == 0 ? 0 : measured / limit,
                verdict(run.sound(), measured <= aim));
    }

    private static Row atMost(
            String work, Measure measure, double aim, double measured, boolean sound) {
        return new Row(work, measure, aim, measured, 0, 0, verdict(sound, measured <= aim));
    }

    private static Verdict verdict(boolean sound, boolean met) {
        if (!sound) {
            return Verdict.UNSOUND;
        }
        return met ? Verdict.MET : Verdict.MISSED;
    }
}
