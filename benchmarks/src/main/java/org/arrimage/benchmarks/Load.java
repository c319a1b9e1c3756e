// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends, in one of three ways. Closed loop: each connection sends its next message once its last
 * was acknowledged. Burst: the same with several messages at once, in one write. Steady: messages
 * are due at fixed instants, in turn over the connections, and every duration counts from the
 * instant a message was due, so that an engine that stalls is charged for those that had to wait.
 */
final class Load {

    /** A burst is at most this long, in bytes, whatever the messages are. */
    private static final int LARGEST_BURST = 1 << 20;

    /** A steady load that is this far behind its schedule ends, due messages or not. */
    private static final Duration LATEST = Duration.ofSeconds(30);

    /**
     * What to send.
     *
     * @param port MLLP port on loopback
     * @param seconds how long; messages in flight at the end are still waited for
     * @param messages most messages over all connections; 0 for no such bound
     * @param burst messages in one write of one connection; 1 for a closed loop
     * @param ratePerSecond messages a second over all connections; 0 for a closed loop
     */
    record Order(
            int port,
            int connections,
            double seconds,
            long messages,
            Payload payload,
            int burst,
            double ratePerSecond) {}

    /**
     * What came of it.
     *
     * @param acknowledged accepted messages
     * @param refused answers other than AA and CA, and answers to another message
     * @param broken connections that failed; what they said
     * @param start first send, {@link System#nanoTime}
     * @param end last acknowledgement
     */
    record Outcome(
            long sent,
            long acknowledged,
            long refused,
            List<String> broken,
            long start,
            long end,
            Latencies acknowledgement) {

        double seconds() {
            return (end - start) / 1e9;
        }

        double acknowledgedPerSecond() {
            return acknowledged / seconds();
        }

        /** This outcome. Fails when a connection did. */
        Outcome whole() throws IOException {
            if (!broken.isEmpty()) {
                throw new IOException(
                        broken.size()
                                + " connections failed; the first said: "
                                + broken.getFirst());
            }
            return this;
        }
    }

    private final Order order;
    private final Tally tally;
    private final MessagePool pool;
    private final int burst;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> broken = new ArrayList<>();
    private final List<LoadConnection> wires = new ArrayList<>();
    private final List<Latencies> latencies = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private long start;
    private volatile long stop;

    private Load(Order order, Tally tally) {
        this.order = order;
        this.tally = tally;
        this.pool = order.payload().pool();
        this.burst = Math.clamp(LARGEST_BURST / pool.largest(), 1, order.burst());
    }

    /** Sends what the order says and waits for the last acknowledgement. */
    static Outcome run(Order order, Tally tally) throws IOException, InterruptedException {
        return start(order, tally).await();
    }

    /** Begins to send; {@link #await} must follow. */
    static Load start(Order order, Tally tally) throws IOException {
        var load = new Load(order, tally);
        try {
            for (int i = 0; i < order.connections(); i++) {
                load.wires.add(new LoadConnection(order.port()));
                load.latencies.add(new Latencies());
            }
        } catch (IOException e) {
            load.close();
            throw e;
        }
        load.begin();
        return load;
    }

    private void begin() {
        start = System.nanoTime();
        stop = start + (long) (order.seconds() * 1e9);
        boolean steady = order.ratePerSecond() > 0;
        for (int i = 0; i < wires.size(); i++) {
            int connection = i;
            // A virtual thread's alarm is late by more than a platform thread's.
            Thread.Builder builder = steady ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
            threads.add(
                    builder.start(() -> {
                        try {
                            if (steady) {
                                sendSteadily(connection);
                            } else {
                                send(connection);
                            }
                        } catch (IOException e) {
                            synchronized (broken) {
                                broken.add(String.valueOf(e.getMessage()));
                            }
                        }
                    }));
        }
    }

    /** Sends nothing new from now on. */
    void stop() {
        stop = Math.min(stop, System.nanoTime());
    }

    /** Waits for the last acknowledgement. */
    Outcome await() throws IOException, InterruptedException {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            long end = System.nanoTime();
            synchronized (broken) {
                return new Outcome(
                        sent.get(),
                        acknowledged.get(),
                        refused.get(),
                        List.copyOf(broken),
                        start,
                        end,
                        Latencies.merge(latencies));
            }
        } finally {
            close();
        }
    }

    private void close() throws IOException {
        for (LoadConnection wire : wires) {
            wire.close();
        }
    }

    private int most(int connection) {
        long bound = tally.capacity();
        if (order.messages() > 0) {
            // The first connections take what does not divide.
            long share = order.messages() / order.connections();
            long left = order.messages() % order.connections();
            bound = Math.min(bound, share + (connection < left ? 1 : 0));
        }
        return (int) bound;
    }

    private void send(int connection) throws IOException {
        LoadConnection wire = wires.get(connection);
        int most = most(connection);
        byte[] control = new byte[Tally.CONTROL_LENGTH];
        int sequence = 0;
        while (sequence < most) {
            int together = Math.min(burst, most - sequence);
            for (int i = sequence; i < sequence + together; i++) {
                add(wire, connection, i, control);
            }
            long now = System.nanoTime();
            if (now >= stop) {
                return;
            }
            for (int i = sequence; i < sequence + together; i++) {
                tally.sending(connection, i, now);
            }
            sent.addAndGet(together);
            wire.flush();
            for (int i = sequence; i < sequence + together; i++) {
                answered(wire.answer(), connection, i, now);
            }
            sequence += together;
        }
    }

    private void sendSteadily(int connection) throws IOException {
        LoadConnection wire = wires.get(connection);
        int most = most(connection);
        byte[] control = new byte[Tally.CONTROL_LENGTH];
        double apart = 1e9 / order.ratePerSecond();
        for (int sequence = 0; sequence < most; sequence++) {
            long turn = (long) sequence * order.connections() + connection;
            long due = start + (long) (turn * apart);
            long now = waitUntil(due);
            if (due >= stop || now >= stop + LATEST.toNanos()) {
                return;
            }
            add(wire, connection, sequence, control);
            tally.sending(connection, sequence, due);
            sent.incrementAndGet();
            wire.flush();
            answered(wire.answer(), connection, sequence, due);
        }
    }

    private long waitUntil(long due) {
        long now = System.nanoTime();
        while (now < due && now < stop) {
            LockSupport.parkNanos(due - now);
            now = System.nanoTime();
        }
        return now;
    }

    private void add(LoadConnection wire, int connection, int sequence, byte[] control) {
        tally.control(connection, sequence, control);
        wire.add(pool, control, tally.patient(connection, sequence));
    }

    private void answered(byte[] answer, int connection, int sequence, long since) {
        latencies.get(connection).add(System.nanoTime() - since);
        (accepts(answer, connection, sequence) ? acknowledged : refused).incrementAndGet();
    }

    private boolean accepts(byte[] answer, int connection, int sequence) {
        int msa = Fields.segment(answer, "MSA");
        if (msa < 0) {
            return false;
        }
        int code = Fields.start(answer, msa, 1);
        int id = Fields.start(answer, msa, 2);
        int end = Fields.end(answer, code);
        boolean accepted = Fields.is(answer, code, end, "AA") || Fields.is(answer, code, end, "CA");
        return accepted
                && tally.isControl(answer, id, Fields.end(answer, id), connection, sequence);
    }
}
