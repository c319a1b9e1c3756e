// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.List;

/**
 * The machine form of {@code arrimage bench exchange}.
 *
 * @param warmUps how long each engine ran before anything counted
 * @param runs what was measured without a backlog
 * @param backlogs how each backlog was caught up
 * @param growths how the throughput changed with what the log held
 * @param table aims against measures; only when the table was asked for
 */
public record ExchangeReport(
        Machine machine,
        List<WarmUp> warmUps,
        List<Run> runs,
        List<Backlog> backlogs,
        List<Growth> growths,
        List<SpeedTable.Row> table) {

    /** Where it was measured. */
    public record Machine(
            String processor, int cores, long memoryMegabytes, String system, String java) {}

    /**
     * What came before the measures, until the pace stopped rising.
     *
     * @param seconds of load on the engine
     * @param limitSeconds of load on the limit
     * @param settled whether the engine's pace had stopped rising; otherwise the time was up
     */
    public record WarmUp(double seconds, double limitSeconds, boolean settled) {}

    /** Processor time of one message, in milliseconds. */
    public record Cpu(double engine, double database) {}

    /**
     * Medians of the rounds of one work; losses, duplicates and disorder are summed over rounds and
     * destinations.
     *
     * @param destinations how many had to receive each message
     * @param ratePerSecond messages that were due each second; 0 for a closed loop
     * @param deliveredPerSecond distinct messages that every sink had over the time from the first
     *     send to the last arrival
     * @param acknowledgedPerSecond acknowledged messages over the time from the first send to the
     *     last acknowledgement
     * @param acknowledgementMillis from the sending, or at a steady rate from the instant the
     *     message was due, to its acknowledgement
     * @param limitPerSecond what the echo that only makes durable reached in the same minutes
     * @param limitAcknowledgementMillis its acknowledgements, under the same load
     * @param diskKilobytesPerMessage given to {@code write} by the database, and made dirty by the
     *     engine
     * @param walKilobytesPerMessage write-ahead log of the database, within the former
     * @param lost acknowledged and never arrived everywhere
     * @param unedited arrived without the route's edits
     * @param strays arrived after their round had ended: late duplicates
     */
    public record Run(
            String work,
            int patients,
            int destinations,
            int connections,
            double ratePerSecond,
            int rounds,
            double deliveredPerSecond,
            double acknowledgedPerSecond,
            Latencies.Summary acknowledgementMillis,
            Latencies.Summary endToEndMillis,
            double limitPerSecond,
            Latencies.Summary limitAcknowledgementMillis,
            double ratioToLimit,
            Cpu cpuMillisPerMessage,
            double diskKilobytesPerMessage,
            double walKilobytesPerMessage,
            double memoryMegabytes,
            double databaseMegabytes,
            long lost,
            long duplicates,
            long outOfOrder,
            long refused,
            long unedited,
            long strays) {

        /** Whether nothing was lost, out of order or unedited. */
        public boolean sound() {
            return lost + outOfOrder + unedited == 0;
        }
    }

    /**
     * What the engine's process holds, in megabytes.
     *
     * @param resident memory in use now
     * @param heapAfterCollection the heap after a full collection; 0 where that cannot be asked
     */
    public record Memory(double resident, double heapAfterCollection) {}

    /**
     * How a backlog was caught up after the sinks had refused connections.
     *
     * @param messages acknowledged while the sinks refused
     * @param live whether new messages went on while the backlog was caught up
     * @param filledPerSecond acknowledged messages a second while the sinks refused
     * @param resumedAfterMillis from the sinks' opening to the first arrival
     * @param catchUpPerSecond messages of the backlog over the time from its first (at the latest
     *     one second after the opening) to its last arrival
     * @param livePerSecond delivered a second without backlog in the same run
     * @param ratioToLive the former over the latter
     * @param meanwhileAcknowledgedPerSecond new messages acknowledged while the backlog was caught
     *     up
     * @param meanwhileAcknowledgementMillis their acknowledgements
     * @param meanwhileDeliveredPerSecond new messages delivered in that time
     * @param empty before the backlog
     * @param full with the whole backlog waiting
     */
    public record Backlog(
            String work,
            long messages,
            boolean live,
            int destinations,
            int connections,
            double filledPerSecond,
            double resumedAfterMillis,
            double catchUpPerSecond,
            double livePerSecond,
            double ratioToLive,
            double meanwhileAcknowledgedPerSecond,
            Latencies.Summary meanwhileAcknowledgementMillis,
            double meanwhileDeliveredPerSecond,
            Memory empty,
            Memory full,
            long lost,
            long duplicates,
            long outOfOrder,
            long refused,
            long unedited) {

        /** Whether nothing was lost, out of order or unedited. */
        public boolean sound() {
            return lost + outOfOrder + unedited == 0;
        }
    }

    /**
     * The same work before and after the log was filled. Since the machine's pace drifts, the
     * ratios to the limit are compared.
     *
     * @param rows messages put into the log between the two
     * @param seconds the filling took
     * @param ratio share of the limit after over share of the limit before
     * @param lost messages of the filling that were acknowledged and never arrived
     */
    public record Growth(
            long rows,
            double seconds,
            Run before,
            Run after,
            double ratio,
            long lost,
            long duplicates,
            long outOfOrder,
            long unedited) {

        /** Whether nothing was lost, out of order or unedited. */
        public boolean sound() {
            return lost + outOfOrder + unedited == 0;
        }
    }

    /** Whether nothing was lost, out of order or unedited in any measure. */
    public boolean sound() {
        return runs.stream().allMatch(Run::sound)
                && backlogs.stream().allMatch(Backlog::sound)
                && growths.stream().allMatch(Growth::sound);
    }
}
