// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Growth;
import org.arrimage.benchmarks.ExchangeReport.Run;

import java.io.IOException;

/**
 * Fills the log with real traffic at full pace, in bursts over many connections, all of it
 * delivered and checked.
 */
final class Preload {

    /** Messages sent before their delivery is waited for. */
    private static final int STEP = 250_000;

    private static final int BURST = 64;

    /** Longest time a step may take, in seconds. */
    private static final double LONGEST = 3_600;

    private final Work work;
    private long messages;
    private double seconds;
    private long lost;
    private long duplicates;
    private long outOfOrder;
    private long unedited;

    private Preload(Work work) {
        this.work = work;
    }

    /** Sends so many messages of this work and waits until they were delivered. */
    static Preload run(Stand stand, Work work, long rows, Progress progress)
            throws IOException, InterruptedException {
        var preload = new Preload(new Work(work.payload(), work.connections(), work.patients(), 0));
        long before = System.nanoTime();
        while (preload.messages < rows) {
            preload.step(stand, Math.min(STEP, rows - preload.messages));
            preload.seconds = (System.nanoTime() - before) / 1e9;
            progress.filled(preload.messages, rows, preload.messages / preload.seconds);
        }
        return preload;
    }

    private void step(Stand stand, long step) throws IOException, InterruptedException {
        Tally tally = stand.tally(work, STEP + work.connections());
        stand.expect(tally);
        Load.Outcome outcome = Load.run(stand.toEngine(work, LONGEST, step, BURST), tally).whole();
        if (outcome.acknowledged() == 0) {
            throw new IOException("the engine accepts nothing more; the log holds " + messages);
        }
        Stand.awaitAll(tally::delivered, outcome.acknowledged());
        Tally.Count count = tally.count();
        messages += outcome.acknowledged();
        lost += outcome.acknowledged() - count.delivered();
        duplicates += count.duplicates();
        outOfOrder += count.outOfOrder();
        unedited += count.unedited();
    }

    /** What the filled log changed. */
    Growth growth(Run before, Run after) {
        return new Growth(
                messages,
                seconds,
                before,
                after,
                before.ratioToLimit() == 0 ? 0 : after.ratioToLimit() / before.ratioToLimit(),
                lost,
                duplicates,
                outOfOrder,
                unedited);
    }
}
