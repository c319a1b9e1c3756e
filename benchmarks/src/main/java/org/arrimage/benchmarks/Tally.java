// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What was sent and what arrived in one run, by control id, at each destination. A message counts
 * as delivered once every destination has it.
 *
 * <p>Each patient belongs to one sending connection, so that the order of his messages is defined:
 * any arrival before an earlier message of the same patient is disorder. With fewer patients than
 * connections, several connections speak of one patient; between them nothing defines an order, so
 * then each connection's own messages must keep theirs.
 */
final class Tally {

    /** Messages a run holds unless it needs more: 2 million, 12 bytes each. */
    static final int CAPACITY = 1 << 21;

    /** Control ids have seven digits for the message of a connection. */
    static final int MOST_OF_A_CONNECTION = 10_000_000;

    /** Length of a control id. */
    static final int CONTROL_LENGTH = 15;

    /**
     * What a run is.
     *
     * @param name three characters that set its control ids apart from other runs'
     * @param patients how many patients the messages are about
     * @param destinations how many must receive each message, 1 to 31
     * @param capacity most messages over all connections
     */
    record Plan(String name, int connections, int patients, int destinations, int capacity) {
        Plan {
            if (name.length() != 3 || destinations < 1 || destinations > 31 || patients < 1) {
                throw new IllegalArgumentException(
                        "need a name of 3, 1 to 31 destinations and a patient, got "
                                + name
                                + ", "
                                + destinations
                                + " and "
                                + patients);
            }
        }
    }

    /**
     * The end of a run. What is wrong is summed over the destinations.
     *
     * @param delivered distinct messages that every destination received
     * @param lastArrival when the last of them was complete, {@link System#nanoTime}
     * @param unedited arrivals without the route's edits, or with another patient's
     */
    record Count(
            long delivered,
            long duplicates,
            long outOfOrder,
            long unedited,
            long lastArrival,
            Latencies endToEnd) {}

    /** What one sending connection sent, as seen on arrival. */
    private static final class Lane {
        final AtomicLongArray sentAt;

        /** A bit for each destination that has the message. */
        final int[] seen;

        /** The latest message of each of the connection's patients, by destination. */
        final int[][] last;

        final Latencies endToEnd = new Latencies();

        Lane(int capacity, int patients, int destinations) {
            this.sentAt = new AtomicLongArray(capacity);
            this.seen = new int[capacity];
            this.last = new int[destinations][patients];
            for (int[] each : last) {
                Arrays.fill(each, -1);
            }
        }
    }

    private final Plan plan;
    private final List<Lane> lanes = new ArrayList<>();
    private final int capacity;
    private final int everywhere;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong outOfOrder = new AtomicLong();
    private final AtomicLong unedited = new AtomicLong();
    private final AtomicLong firstArrival = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong lastArrival = new AtomicLong(Long.MIN_VALUE);

    Tally(Plan plan) {
        this.plan = plan;
        this.capacity = Math.min(plan.capacity() / plan.connections(), MOST_OF_A_CONNECTION);
        this.everywhere = (1 << plan.destinations()) - 1;
        for (int i = 0; i < plan.connections(); i++) {
            lanes.add(new Lane(capacity, own(i), plan.destinations()));
        }
    }

    /** Most messages a connection may send. */
    int capacity() {
        return capacity;
    }

    /** How many patients a connection speaks of. */
    private int own(int connection) {
        return plan.patients() <= plan.connections()
                ? 1
                : (plan.patients() - connection + plan.connections() - 1) / plan.connections();
    }

    /** Which of its own patients a connection's message is about. */
    private int chosen(int connection, int sequence) {
        return Math.floorMod(sequence * 0x9E3779B1, own(connection));
    }

    /** The patient of a connection's message: spread over that connection's own patients. */
    int patient(int connection, int sequence) {
        return plan.patients() <= plan.connections()
                ? connection % plan.patients()
                : connection + chosen(connection, sequence) * plan.connections();
    }

    /** Writes the control id of a connection's message: {@value #CONTROL_LENGTH} bytes. */
    void control(int connection, int sequence, byte[] into) {
        for (int i = 0; i < 3; i++) {
            into[i] = (byte) plan.name().charAt(i);
        }
        into[3] = 'C';
        MessagePool.digits(connection, 3, into, 4);
        into[7] = 'S';
        MessagePool.digits(sequence, 7, into, 8);
    }

    byte[] control(int connection, int sequence) {
        byte[] control = new byte[CONTROL_LENGTH];
        control(connection, sequence, control);
        return control;
    }

    void sending(int connection, int sequence, long now) {
        lanes.get(connection).sentAt.set(sequence, now);
    }

    /**
     * Notes an arrival; control id and patient are read from the message, and the edits checked.
     *
     * @return whether it is of this run
     */
    boolean arrived(int destination, byte[] body, long now) {
        int control = Fields.start(body, 0, 10);
        int end = Fields.end(body, control);
        boolean ours =
                end - control == CONTROL_LENGTH
                        && Fields.is(body, control, control + 3, plan.name());
        int connection = ours ? Fields.number(body, control + 4, control + 7) : -1;
        int sequence = ours ? Fields.number(body, control + 8, end) : -1;
        if (connection < 0 || connection >= lanes.size() || sequence < 0 || sequence >= capacity) {
            return false;
        }
        if (patientAfterEdits(body) != patient(connection, sequence)) {
            unedited.incrementAndGet();
        }
        note(lanes.get(connection), destination, chosen(connection, sequence), sequence, now);
        return true;
    }

    private void note(Lane lane, int destination, int patient, int sequence, long now) {
        synchronized (lane) {
            if ((lane.seen[sequence] & 1 << destination) != 0) {
                duplicates.incrementAndGet();
                return;
            }
            lane.seen[sequence] |= 1 << destination;
            int[] last = lane.last[destination];
            if (sequence < last[patient]) {
                outOfOrder.incrementAndGet();
            } else {
                last[patient] = sequence;
            }
            if (lane.seen[sequence] != everywhere) {
                return;
            }
            lane.endToEnd.add(now - lane.sentAt.get(sequence));
        }
        firstArrival.accumulateAndGet(now, Math::min);
        lastArrival.accumulateAndGet(now, Math::max);
        delivered.incrementAndGet();
    }

    long delivered() {
        return delivered.get();
    }

    /** When the first message was complete, {@link System#nanoTime}. */
    long firstArrival() {
        return firstArrival.get();
    }

    Count count() {
        List<Latencies> parts = new ArrayList<>();
        for (Lane lane : lanes) {
            synchronized (lane) {
                parts.add(Latencies.merge(List.of(lane.endToEnd)));
            }
        }
        return new Count(
                delivered.get(),
                duplicates.get(),
                outOfOrder.get(),
                unedited.get(),
                lastArrival.get(),
                Latencies.merge(parts));
    }

    /**
     * The patient of PID-2, from 0, when it equals PID-3.1 and MSH-5 was set; -1 when the edits are
     * missing.
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
                ? copied - MessagePool.FIRST_PATIENT
                : -1;
    }

    /** The name of the run of this number: three characters, repeated after 1,296 runs. */
    static String name(int number) {
        String digits = Integer.toString(1_296 + number % 1_296, 36);
        return "R" + digits.substring(1).toUpperCase(java.util.Locale.ROOT);
    }

    /** Whether these bytes are the control id of a connection's message. */
    boolean isControl(byte[] body, int from, int to, int connection, int sequence) {
        return to - from == CONTROL_LENGTH
                && Fields.is(body, from, from + 3, plan.name())
                && Fields.number(body, from + 4, from + 7) == connection
                && Fields.number(body, from + 8, to) == sequence;
    }
}
