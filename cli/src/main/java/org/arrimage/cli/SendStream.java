// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.mllp.MllpClient;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends frames over some connections, each with some frames ahead of their answers. */
final class SendStream {

    /** A peer that answers this often about something else is not answering us. */
    private static final int MOST_STRAYS = 16;

    private final List<SendFrame> frames;
    private final Pace pace;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<SendReply> replies = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> remarks = new ConcurrentLinkedQueue<>();
    private long start;

    /**
     * How fast.
     *
     * @param connections at once
     * @param pipeline most frames of one connection ahead of their answers
     * @param rate frames a second, all connections together; 0 for no limit
     */
    record Pace(int connections, int pipeline, double rate) {}

    /** What came of it. */
    record Outcome(List<SendReply> replies, List<String> remarks) {}

    private record UnderWay(SendFrame frame, long sent) {
        double millis() {
            return (System.nanoTime() - sent) / 1e6;
        }
    }

    SendStream(List<SendFrame> frames, Pace pace) {
        this.frames = frames;
        this.pace = pace;
    }

    /** Sends all of them; those that no connection could carry have no reply. */
    Outcome send(Endpoint endpoint) throws IOException, InterruptedException {
        start = System.nanoTime();
        List<MllpClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(pace.connections(), frames.size()); i++) {
                clients.add(endpoint.connect());
            }
            List<Thread> threads =
                    clients.stream()
                            .map(client -> Thread.ofVirtual().start(() -> work(client)))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        } finally {
            for (MllpClient client : clients) {
                client.close();
            }
        }
        return new Outcome(List.copyOf(replies), List.copyOf(remarks));
    }

    private void work(MllpClient client) {
        List<UnderWay> underWay = new ArrayList<>();
        try (client) {
            while (fill(client, underWay)) {
                receive(client, underWay);
            }
        } catch (IOException lost) {
            for (UnderWay each : underWay) {
                double millis = each.millis();
                for (SendFrame.Message message : each.frame().messages()) {
                    replies.add(
                            SendReply.without(message, String.valueOf(lost.getMessage()), millis));
                }
            }
        }
    }

    /** Sends as far ahead as is allowed; false when nothing is on its way any more. */
    private boolean fill(MllpClient client, List<UnderWay> underWay) throws IOException {
        while (underWay.size() < pace.pipeline()) {
            int index = next.getAndIncrement();
            if (index >= frames.size()) {
                break;
            }
            if (pace.rate() > 0) {
                waitUntil(start + (long) (index * 1e9 / pace.rate()));
            }
            SendFrame frame = frames.get(index);
            underWay.add(new UnderWay(frame, System.nanoTime()));
            client.send(frame.body());
        }
        return !underWay.isEmpty();
    }

    private void receive(MllpClient client, List<UnderWay> underWay) throws IOException {
        for (int passedOver = 0; passedOver < MOST_STRAYS; passedOver++) {
            byte[] answer = client.receive();
            UnderWay answered = take(Messages.field(answer, "MSA", 2), underWay);
            if (answered != null) {
                replies.addAll(SendReply.read(answered.frame(), answer, answered.millis()));
                remarks.addAll(SendReply.remarks(answered.frame(), answer));
                return;
            }
        }
        throw new IOException("only answers about other messages came");
    }

    /** The frame that holds this message; the oldest when the answer names none. */
    private static @Nullable UnderWay take(String control, List<UnderWay> underWay) {
        if (control.isEmpty()) {
            return underWay.removeFirst();
        }
        for (Iterator<UnderWay> each = underWay.iterator(); each.hasNext(); ) {
            UnderWay sent = each.next();
            if (sent.frame().messages().stream().anyMatch(it -> it.control().equals(control))) {
                each.remove();
                return sent;
            }
        }
        return null;
    }

    private static void waitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime();
                left > 0;
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
