// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/**
 * Durations of one kind, kept exactly. Not for use by several threads at once: each keeps its own
 * and they are merged.
 */
public final class Latencies {

    /**
     * Percentiles, in milliseconds; 0 when nothing was measured.
     *
     * @param p50 half took no longer
     * @param p95 95 % took no longer
     * @param p99 99 % took no longer
     * @param max the longest
     */
    public record Summary(double p50, double p95, double p99, double max) {}

    private long[] nanos = new long[1_024];
    private int count;

    /** Adds one duration, in nanoseconds. */
    public void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
    }

    public int count() {
        return count;
    }

    /** All durations of several threads together. */
    public static Latencies merge(Collection<Latencies> parts) {
        var all = new Latencies();
        for (Latencies part : parts) {
            int needed = all.count + part.count;
            if (needed > all.nanos.length) {
                all.nanos = Arrays.copyOf(all.nanos, Math.max(needed, all.nanos.length * 2));
            }
            System.arraycopy(part.nanos, 0, all.nanos, all.count, part.count);
            all.count = needed;
        }
        return all;
    }

    public Summary summary() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Summary(
                quantile(sorted, 0.50),
                quantile(sorted, 0.95),
                quantile(sorted, 0.99),
                quantile(sorted, 1));
    }

    /** The smallest duration that at least this share did not exceed. */
    private static double quantile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)] / 1e6;
    }
}
