// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Measures one route, MLLP to MLLP with two edits, and in the same minutes the limit. The engine,
 * its database, the load and the sinks share the machine; the limit takes its turn after each
 * round, since the speed of a machine drifts.
 */
public final class ExchangeBench {

    /** What the route must set MSH-5 to: the sinks check it. */
    public static final String APPLICATION_SET = "DESTINATION";

    /** Control ids count so many messages of one run. */
    private static final long LARGEST_BACKLOG = 20_000_000;

    /**
     * What to measure.
     *
     * @param works one run each
     * @param destinations sinks, each of which must receive every message, 1 to 31
     * @param backlog messages that pile up before they are caught up, alone and with live traffic,
     *     after the last work's run; 0 for none
     * @param preload messages put into the log before the last work is measured again; 0 for none
     */
    public record Order(
            List<Work> works, int destinations, Rounds rounds, long backlog, long preload) {
        public Order {
            if (works.isEmpty() || destinations < 1 || destinations > 31) {
                throw new IllegalArgumentException(
                        "need a work and 1 to 31 destinations, got "
                                + works.size()
                                + " and "
                                + destinations);
            }
            if (backlog < 0 || backlog > LARGEST_BACKLOG || preload < 0) {
                throw new IllegalArgumentException(
                        "need 0 <= backlog <= 20,000,000 and preload >= 0, got "
                                + backlog
                                + " and "
                                + preload);
            }
        }
    }

    private final Order order;
    private final Stand stand;
    private final Progress progress;

    private ExchangeBench(Order order, Stand stand, Progress progress) {
        this.order = order;
        this.stand = stand;
        this.progress = progress;
    }

    /** Starts the engine, the sinks and the limit, measures, stops them. */
    public static ExchangeReport run(Order order, Engine.Starter starter, Progress progress)
            throws IOException, InterruptedException {
        try (var stand = Stand.start(order.destinations(), starter)) {
            return new ExchangeBench(order, stand, progress).measure();
        }
    }

    private ExchangeReport measure() throws IOException, InterruptedException {
        Work busiest =
                order.works().stream()
                        .max(Comparator.comparingInt(Work::connections))
                        .orElseThrow(); // an order has a work
        var warmUp = WarmingUp.of(stand, busiest, order.rounds());
        progress.warmed(warmUp);
        List<Run> runs = new ArrayList<>();
        for (Work work : order.works()) {
            runs.add(run(stand, work, order.rounds(), progress));
        }
        Work last = order.works().getLast();
        return new ExchangeReport(
                machine(),
                List.of(warmUp),
                runs,
                backlogs(stand, last, order.backlog(), runs.getLast(), progress),
                growths(last, runs.getLast()),
                List.of());
    }

    /** The rounds of one work. */
    static Run run(Stand stand, Work work, Rounds rounds, Progress progress)
            throws IOException, InterruptedException {
        List<Measured> measured = new ArrayList<>();
        for (int i = 1; i <= rounds.rounds(); i++) {
            Measured round = stand.round(work, rounds);
            measured.add(round);
            progress.round(work, i, round.delivered(), round.limit().acknowledgedPerSecond());
        }
        return Measured.median(work, stand.destinations(), measured);
    }

    /** The backlog caught up alone, then with live traffic; none when there is no backlog. */
    static List<Backlog> backlogs(
            Stand stand, Work work, long messages, Run live, Progress progress)
            throws IOException, InterruptedException {
        List<Backlog> backlogs = new ArrayList<>();
        if (messages > 0) {
            var measure = new Backlogs(stand, work);
            for (boolean withLive : new boolean[] {false, true}) {
                Backlog backlog = measure.measure(messages, withLive, live.deliveredPerSecond());
                progress.caughtUp(backlog);
                backlogs.add(backlog);
            }
        }
        return backlogs;
    }

    private List<Growth> growths(Work work, Run before) throws IOException, InterruptedException {
        if (order.preload() == 0) {
            return List.of();
        }
        Preload preload = Preload.run(stand, work, order.preload(), progress);
        return List.of(preload.growth(before, run(stand, work, order.rounds(), progress)));
    }

    /** This machine, as reports name it. */
    public static ExchangeReport.Machine machine() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        String processor =
                Files.isReadable(cpuinfo)
                        ? Files.readAllLines(cpuinfo).stream()
                                .filter(line -> line.startsWith("model name"))
                                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                                .findFirst()
                                .orElse("?")
                        : "?";
        var system =
                java.lang.management.ManagementFactory.getPlatformMXBean(
                        com.sun.management.OperatingSystemMXBean.class);
        return new ExchangeReport.Machine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }
}
