// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The machine form of {@code arrimage bench exchange}. */
public record ExchangeReport(Machine machine, List<Run> runs) {

    /** Where it was measured. */
    public record Machine(
            String processor, int cores, long memoryMegabytes, String system, String java) {}

    /** Processor time of one message, in milliseconds. */
    public record Cpu(double engine, double database) {}

    /**
     * Medians of the rounds with one number of connections; losses, duplicates and disorder are
     * summed.
     *
     * @param deliveredPerSecond distinct messages at the sink over the time from the first send to
     *     the last arrival
     * @param acknowledgedPerSecond acknowledged messages over the time from the first send to the
     *     last acknowledgement
     * @param limitPerSecond what the echo that only makes durable reached in the same minutes
     * @param lost acknowledged and never arrived
     * @param unedited arrived without the route's edits
     */
    public record Run(
            String work,
            int patients,
            int destinations,
            int connections,
            int rounds,
            double deliveredPerSecond,
            double acknowledgedPerSecond,
            Latencies.Summary acknowledgementMillis,
            Latencies.Summary endToEndMillis,
            double limitPerSecond,
            double ratioToLimit,
            Cpu cpuMillisPerMessage,
            double diskKilobytesPerMessage,
            double memoryMegabytes,
            double databaseMegabytes,
            long lost,
            long duplicates,
            long outOfOrder,
            long refused,
            long unedited) {}

    /** One round: the engine and the limit, one after the other. */
    record Round(
            double delivered,
            double acknowledged,
            Latencies.Summary acknowledgement,
            Latencies.Summary endToEnd,
            double limit,
            Cpu cpu,
            double disk,
            double memory,
            double databaseMemory,
            long lost,
            long duplicates,
            long outOfOrder,
            long refused,
            long unedited) {}

    static Run median(String work, int patients, int connections, List<Round> rounds) {
        double delivered = median(rounds, Round::delivered);
        double limit = median(rounds, Round::limit);
        return new Run(
                work,
                patients,
                1,
                connections,
                rounds.size(),
                delivered,
                median(rounds, Round::acknowledged),
                median(rounds.stream().map(Round::acknowledgement).toList()),
                median(rounds.stream().map(Round::endToEnd).toList()),
                limit,
                limit == 0 ? 0 : delivered / limit,
                new Cpu(
                        median(rounds, round -> round.cpu().engine()),
                        median(rounds, round -> round.cpu().database())),
                median(rounds, Round::disk),
                median(rounds, Round::memory),
                median(rounds, Round::databaseMemory),
                rounds.stream().mapToLong(Round::lost).sum(),
                rounds.stream().mapToLong(Round::duplicates).sum(),
                rounds.stream().mapToLong(Round::outOfOrder).sum(),
                rounds.stream().mapToLong(Round::refused).sum(),
                rounds.stream().mapToLong(Round::unedited).sum());
    }

    private static Latencies.Summary median(List<Latencies.Summary> summaries) {
        return new Latencies.Summary(
                median(summaries, Latencies.Summary::p50),
                median(summaries, Latencies.Summary::p95),
                median(summaries, Latencies.Summary::p99));
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        double[] sorted = values.stream().mapToDouble(of).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? 0 : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
