// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.Memory;

import java.io.IOException;
import java.time.Duration;

/**
 * Lets messages pile up while the sinks refuse connections, then opens the sinks and measures how
 * fast the engine catches up.
 */
final class Backlogs {

    /** Messages in one write while the backlog is filled: that is not what is measured. */
    private static final int BURST = 64;

    /** Longest time to fill or to catch up, in seconds. */
    private static final double LONGEST = 3_600;

    /** A destination that was down is tried again after a while, longer than others are silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The longest the route waits between two attempts: its file says so. */
    static final Duration RETRY_CEILING = Duration.ofSeconds(1);

    private static final Latencies NONE = new Latencies();

    private final Stand stand;
    private final Work work;

    /** Measures backlogs of this work. */
    Backlogs(Stand stand, Work work) {
        this.stand = stand;
        this.work = work;
    }

    /**
     * One backlog.
     *
     * @param messages how many pile up
     * @param live whether new messages go on while the backlog is caught up, in the way the work
     *     says
     * @param livePerSecond delivered a second without backlog
     */
    Backlog measure(long messages, boolean live, double livePerSecond)
            throws IOException, InterruptedException {
        Filled filled = fill(messages);
        Tally waiting = filled.waiting();
        long acknowledged = filled.load().acknowledged();
        Meanwhile meanwhile =
                live ? liveUntil(waiting, acknowledged) : alone(waiting, acknowledged);
        Tally.Count late = waiting.count();
        double catchUp = catchUpPerSecond(filled.opened(), waiting.firstArrival(), late);
        return new Backlog(
                work.payload().work(),
                acknowledged,
                live,
                stand.destinations(),
                work.connections(),
                filled.load().acknowledgedPerSecond(),
                late.delivered() == 0 ? 0 : (waiting.firstArrival() - filled.opened()) / 1e6,
                catchUp,
                livePerSecond,
                livePerSecond > 0 ? catchUp / livePerSecond : 0,
                meanwhile.acknowledgedPerSecond(),
                meanwhile.acknowledgement().summary(),
                meanwhile.deliveredPerSecond(),
                filled.empty(),
                filled.full(),
                acknowledged - late.delivered() + meanwhile.lost(),
                late.duplicates() + meanwhile.end().duplicates(),
                late.outOfOrder() + meanwhile.end().outOfOrder(),
                filled.load().refused() + meanwhile.refused(),
                late.unedited() + meanwhile.end().unedited());
    }

    /**
     * The pace from the first arrival to the last. The route's own wait before its next attempt is
     * nobody's slowness; an engine that takes longer than that to begin is charged for the rest.
     */
    static double catchUpPerSecond(long opened, long firstArrival, Tally.Count late) {
        if (late.delivered() == 0) {
            return 0;
        }
        long begin = Math.min(firstArrival, opened + RETRY_CEILING.toNanos());
        double seconds = (late.lastArrival() - begin) / 1e9;
        return seconds > 0 ? late.delivered() / seconds : 0;
    }

    /** A backlog that waits, the sinks just opened. */
    private record Filled(
            Tally waiting, Load.Outcome load, Memory empty, Memory full, long opened) {}

    private Filled fill(long messages) throws IOException, InterruptedException {
        Memory empty = stand.memory();
        Tally waiting = stand.tally(work, Math.toIntExact(messages + work.connections()));
        stand.expect(waiting);
        stand.shutSinks();
        try {
            var closedLoop = new Work(work.payload(), work.connections(), work.patients(), 0);
            Load.Order order = stand.toEngine(closedLoop, LONGEST, messages, BURST);
            Load.Outcome load = Load.run(order, waiting).whole();
            Memory full = stand.memory();
            return new Filled(waiting, load, empty, full, System.nanoTime());
        } finally {
            stand.openSinks();
        }
    }

    /** What new messages did while the backlog was caught up. */
    private record Meanwhile(
            double acknowledgedPerSecond,
            Latencies acknowledgement,
            double deliveredPerSecond,
            long lost,
            long refused,
            Tally.Count end) {}

    private static Meanwhile alone(Tally waiting, long acknowledged) {
        Stand.awaitAll(waiting::delivered, acknowledged, PATIENCE);
        return new Meanwhile(0, NONE, 0, 0, 0, new Tally.Count(0, 0, 0, 0, 0, NONE));
    }

    private Meanwhile liveUntil(Tally waiting, long acknowledged)
            throws IOException, InterruptedException {
        Tally fresh = stand.tally(work, 4 * Tally.CAPACITY);
        stand.expect(waiting, fresh);
        Load load = Load.start(stand.toEngine(work, LONGEST, 0, 1), fresh);
        Stand.awaitAll(waiting::delivered, acknowledged, PATIENCE);
        long delivered = fresh.delivered();
        load.stop();
        Load.Outcome outcome = load.await().whole();
        Stand.awaitAll(fresh::delivered, outcome.acknowledged());
        Tally.Count end = fresh.count();
        return new Meanwhile(
                outcome.acknowledgedPerSecond(),
                outcome.acknowledgement(),
                delivered / outcome.seconds(),
                outcome.acknowledged() - end.delivered(),
                outcome.refused(),
                end);
    }
}
