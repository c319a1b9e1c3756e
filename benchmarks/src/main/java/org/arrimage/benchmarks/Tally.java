// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was sent and what arrived in one run, by control id. Each patient belongs to one sending
 * connection, so that the order of his messages is defined: any arrival before an earlier message
 * of the same patient is disorder.
 */
final class Tally {

    /**
     * Messages one run can hold over all connections; a run stops there. 2 million times 8 bytes.
     */
    private static final int CAPACITY = 1 << 21;

    /** What one sending connection sent, as seen on arrival. */
    private static final class Lane {
        final AtomicLongArray sentAt;
        final BitSet arrived = new BitSet();
        final int[] lastOfPatient;
        final Latencies endToEnd = new Latencies();

        Lane(int capacity, int patients) {
            this.sentAt = new AtomicLongArray(capacity);
            this.lastOfPatient = new int[patients];
            java.util.Arrays.fill(lastOfPatient, -1);
        }
    }

    /**
     * The end of a run.
     *
     * @param delivered distinct messages that arrived
     * @param lastArrival when the last one did, {@link System#nanoTime}
     * @param unedited arrivals without the route's two edits
     */
    record Count(
            long delivered,
            long duplicates,
            long outOfOrder,
            long unedited,
            long unknown,
            long lastArrival,
            Latencies endToEnd) {}

    private final String run;
    private final List<Lane> lanes = new ArrayList<>();
    private final int patients;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final AtomicLong unedited = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final AtomicLong lastArrival = new AtomicLong();

    /**
     * Starts a run.
     *
     * @param run three characters that set its control ids apart from other runs'
     * @param patients how many patients, at least one for each connection
     */
    Tally(String run, int connections, int patients) {
        this.run = run;
        this.patients = Math.max(patients, connections);
        for (int i = 0; i < connections; i++) {
            lanes.add(new Lane(CAPACITY / connections, this.patients));
        }
    }

    /** Most messages a connection may send. */
    int capacity() {
        return CAPACITY / lanes.size();
    }

    /** The patient of a connection's message: spread over that connection's own patients. */
    int patient(int connection, int sequence) {
        int own = (patients - connection + lanes.size() - 1) / lanes.size();
        int chosen = Math.floorMod(sequence * 0x9E3779B1, own);
        return connection + chosen * lanes.size();
    }

    byte[] control(int connection, int sequence) {
        return String.format(Locale.ROOT, "%sC%03dS%07d", run, connection, sequence)
                .getBytes(StandardCharsets.US_ASCII);
    }

    void sending(int connection, int sequence, long now) {
        lanes.get(connection).sentAt.set(sequence, now);
    }

    /**
     * Notes an arrival; control id and patient are read from the message, and the edits checked.
     */
    void arrived(byte[] body, long now) {
        int control = Fields.start(body, 0, 10);
        int end = Fields.end(body, control);
        boolean ours = end - control == 15 && Fields.is(body, control, control + 3, run);
        int connection = ours ? Fields.number(body, control + 4, control + 7) : -1;
        int sequence = ours ? Fields.number(body, control + 8, end) : -1;
        if (connection < 0
                || connection >= lanes.size()
                || sequence < 0
                || sequence >= capacity()) {
            unknown.incrementAndGet();
            return;
        }
        int patient = patientAfterEdits(body);
        if (patient < 0 || patient >= patients) {
            unedited.incrementAndGet();
            patient = patient(connection, sequence);
        }
        Lane lane = lanes.get(connection);
        synchronized (lane) {
            if (lane.arrived.get(sequence)) {
                duplicates.incrementAndGet();
                return;
            }
            lane.arrived.set(sequence);
            if (sequence < lane.lastOfPatient[patient]) {
                outOfOrder.incrementAndGet();
            } else {
                lane.lastOfPatient[patient] = sequence;
            }
            lane.endToEnd.add(now - lane.sentAt.get(sequence));
        }
        delivered.incrementAndGet();
        lastArrival.accumulateAndGet(now, Math::max);
    }

    long delivered() {
        return delivered.get();
    }

    Count count() {
        List<Latencies> parts = new ArrayList<>();
        for (Lane lane : lanes) {
            synchronized (lane) {
                parts.add(lane.endToEnd);
            }
        }
        return new Count(
                delivered.get(),
                duplicates.get(),
                outOfOrder.get(),
                unedited.get(),
                unknown.get(),
                lastArrival.get(),
                Latencies.merge(parts));
    }

    /** First patient number: keeps all numbers of one length. */
    static final int FIRST_PATIENT = 100_000;

    /**
     * The patient of PID-2 when it equals PID-3.1 and MSH-5 was set; -1 when the edits are missing.
     */
    private static int patientAfterEdits(byte[] body) {
        int application = Fields.start(body, 0, 5);
        int pid = Fields.segment(body, "PID");
        if (pid < 0
                || !Fields.is(
                        body,
                        application,
                        Fields.end(body, application),
                        ExchangeBench.APPLICATION_SET)) {
            return -1;
        }
        int second = Fields.start(body, pid, 2);
        int third = Fields.start(body, pid, 3);
        int copied = Fields.number(body, second, Fields.end(body, second));
        return copied == Fields.number(body, third, Fields.end(body, third))
                ? copied - FIRST_PATIENT
                : -1;
    }
}
