// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Cpu;
import org.arrimage.benchmarks.ExchangeReport.Run;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One round: the engine, then the limit under the same load.
 *
 * @param disk kilobytes written for a message
 * @param wal kilobytes of write-ahead log for a message
 * @param memory megabytes of the engine
 */
record Measured(
        double delivered,
        Load.Outcome load,
        Tally.Count arrived,
        Cpu cpu,
        double disk,
        double wal,
        double memory,
        double databaseMemory,
        long strays,
        Load.Outcome limit) {

    /** Medians of the rounds; losses, duplicates and disorder are summed. */
    static Run median(Work work, int destinations, List<Measured> rounds) {
        double delivered = median(rounds, Measured::delivered);
        double limit = median(rounds, round -> round.limit().acknowledgedPerSecond());
        return new Run(
                work.payload().work(),
                work.patients(),
                destinations,
                work.connections(),
                work.ratePerSecond(),
                rounds.size(),
                delivered,
                median(rounds, round -> round.load().acknowledgedPerSecond()),
                summary(rounds.stream().map(round -> round.load().acknowledgement()).toList()),
                summary(rounds.stream().map(round -> round.arrived().endToEnd()).toList()),
                limit,
                summary(rounds.stream().map(round -> round.limit().acknowledgement()).toList()),
                limit == 0 ? 0 : delivered / limit,
                new Cpu(
                        median(rounds, round -> round.cpu().engine()),
                        median(rounds, round -> round.cpu().database())),
                median(rounds, Measured::disk),
                median(rounds, Measured::wal),
                median(rounds, Measured::memory),
                median(rounds, Measured::databaseMemory),
                sum(rounds, Measured::lost),
                sum(rounds, round -> round.arrived().duplicates()),
                sum(rounds, round -> round.arrived().outOfOrder()),
                sum(rounds, round -> round.load().refused()),
                sum(rounds, round -> round.arrived().unedited()),
                sum(rounds, Measured::strays));
    }

    private long lost() {
        return Math.max(0, load.acknowledged() - arrived.delivered());
    }

    private static Latencies.Summary summary(List<Latencies> rounds) {
        List<Latencies.Summary> summaries = rounds.stream().map(Latencies::summary).toList();
        return new Latencies.Summary(
                median(summaries, Latencies.Summary::p50),
                median(summaries, Latencies.Summary::p95),
                median(summaries, Latencies.Summary::p99),
                median(summaries, Latencies.Summary::max));
    }

    private static long sum(List<Measured> rounds, ToLongFunction<Measured> of) {
        return rounds.stream().mapToLong(of).sum();
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> of) {
        double[] sorted = values.stream().mapToDouble(of).toArray();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? 0 : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
