// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends in a closed loop: each connection sends its next message once its last was acknowledged.
 */
final class Load {

    /**
     * What to send.
     *
     * @param port MLLP port on loopback
     * @param seconds how long; messages in flight at the end are still waited for
     * @param messages most messages over all connections; 0 for no such bound
     */
    record Order(int port, int connections, double seconds, long messages, Payload payload) {}

    /**
     * What came of it.
     *
     * @param acknowledged accepted messages
     * @param refused answers other than AA and CA, and answers to another message
     * @param broken connections that failed; what the first said
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
    }

    private final Order order;
    private final Tally tally;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> broken = new ArrayList<>();
    private final List<Latencies> latencies = new ArrayList<>();

    private Load(Order order, Tally tally) {
        this.order = order;
        this.tally = tally;
    }

    /** Sends what the order says and waits for the last acknowledgement. */
    static Outcome run(Order order, Tally tally) throws IOException, InterruptedException {
        return new Load(order, tally).run();
    }

    private Outcome run() throws IOException, InterruptedException {
        List<MllpClient> clients = new ArrayList<>();
        try {
            var settings =
                    MllpClient.Settings.to("127.0.0.1", order.port())
                            .answeringWithin(Duration.ofSeconds(60));
            for (int i = 0; i < order.connections(); i++) {
                clients.add(MllpClient.plain(settings));
                latencies.add(new Latencies());
            }
            long start = System.nanoTime();
            long stop = start + (long) (order.seconds() * 1e9);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                int connection = i;
                threads.add(
                        Thread.ofVirtual()
                                .start(() -> send(connection, clients.get(connection), stop)));
            }
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
            for (MllpClient client : clients) {
                client.close();
            }
        }
    }

    private void send(int connection, MllpClient client, long stop) {
        Latencies mine = latencies.get(connection);
        long most = order.messages() == 0 ? Long.MAX_VALUE : order.messages() / order.connections();
        try {
            for (int sequence = 0; sequence < Math.min(most, tally.capacity()); sequence++) {
                byte[] control = tally.control(connection, sequence);
                byte[] patient =
                        Integer.toString(Tally.FIRST_PATIENT + tally.patient(connection, sequence))
                                .getBytes(StandardCharsets.US_ASCII);
                byte[] message = order.payload().message(control, patient);
                long now = System.nanoTime();
                if (now >= stop) {
                    return;
                }
                tally.sending(connection, sequence, now);
                sent.incrementAndGet();
                byte[] answer = client.exchange(message);
                mine.add(System.nanoTime() - now);
                (accepts(answer, control) ? acknowledged : refused).incrementAndGet();
            }
        } catch (IOException e) {
            synchronized (broken) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean accepts(byte[] answer, byte[] control) {
        int msa = Fields.segment(answer, "MSA");
        if (msa < 0) {
            return false;
        }
        int code = Fields.start(answer, msa, 1);
        int id = Fields.start(answer, msa, 2);
        int end = Fields.end(answer, code);
        boolean accepted = Fields.is(answer, code, end, "AA") || Fields.is(answer, code, end, "CA");
        return accepted
                && java.util.Arrays.equals(
                        answer, id, Fields.end(answer, id), control, 0, control.length);
    }
}
