// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Gives each arrival of any sink to the run it belongs to. */
final class Arrivals {

    private final AtomicLong strays = new AtomicLong();
    private volatile List<Tally> expected = List.of();

    /** From here on these runs are under way, and no other. */
    void expect(Tally... runs) {
        expected = List.of(runs);
    }

    /**
     * Notes an arrival.
     *
     * @param destination which sink, from 0
     * @param now {@link System#nanoTime}
     */
    void arrived(int destination, byte[] body, long now) {
        for (Tally run : expected) {
            if (run.arrived(destination, body, now)) {
                return;
            }
        }
        strays.incrementAndGet();
    }

    /**
     * Arrivals since the last call that no run under way had sent: duplicates that came after their
     * run's end.
     */
    long takeStrays() {
        return strays.getAndSet(0);
    }
}
