// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.mllp.MllpClient;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that never give up: each sends its patients' messages one after the other and sends a
 * message again, under the same control id, until it is acknowledged.
 */
final class LoadSenders {

    /** What only a patient's message holds. */
    static final List<String> OF_A_PATIENT = List.of("Côté", "Zoé", "19800510", "^^^HSM^MR");

    private static final Duration BEFORE_SENDING_AGAIN = Duration.ofMillis(20);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(120);

    /** Control ids and patients differ from one load to the next. */
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final int run = RUNS.incrementAndGet();
    private final Dial dial;
    private final Load load;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> sentAgain = new LinkedHashSet<>();
    private final List<Long> waitedNanos = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile boolean stopping;

    /** How a sender connects. */
    @FunctionalInterface
    interface Dial {
        MllpClient connect() throws IOException;
    }

    LoadSenders(int port, int connections) {
        this(port, Load.of(connections));
    }

    LoadSenders(int port, Load load) {
        this(
                () ->
                        MllpClient.plain(
                                MllpClient.Settings.to("127.0.0.1", port)
                                        .answeringWithin(load.patience())),
                load);
    }

    LoadSenders(Dial dial, Load load) {
        this.dial = dial;
        this.load = load;
        for (int i = 0; i < load.connections(); i++) {
            Sender sender = new Sender(i);
            threads.add(Thread.ofVirtual().unstarted(sender::send));
        }
    }

    LoadSenders start() {
        threads.forEach(Thread::start);
        return this;
    }

    /** Ends the load; each sender first has its last message acknowledged. */
    Set<String> stop() throws InterruptedException {
        stopping = true;
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                throw new IllegalStateException("a sender still waits for an acknowledgement");
            }
        }
        return acknowledged();
    }

    synchronized Set<String> acknowledged() {
        return new LinkedHashSet<>(acknowledged);
    }

    synchronized int count() {
        return acknowledged.size();
    }

    /** Control ids that were sent more than once, for want of an acknowledgement. */
    synchronized Set<String> sentAgain() {
        return new LinkedHashSet<>(sentAgain);
    }

    /** How often the server answered that it could not take a message. */
    int refusals() {
        return refusals.get();
    }

    /** How often no answer came: the connection was lost, or patience was. */
    int silences() {
        return silences.get();
    }

    /** The wait for an acknowledgement that {@code share} of them did not exceed. */
    synchronized Duration acknowledgedWithin(double share) {
        long[] sorted = waitedNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        int place = (int) Math.ceil(share * sorted.length) - 1;
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[Math.clamp(place, 0, sorted.length - 1)]);
    }

    /** One connection with its patients. */
    private final class Sender {
        private final int connection;
        private @Nullable MllpClient open;

        Sender(int connection) {
            this.connection = connection;
        }

        void send() {
            for (int i = 0; !stopping; i++) {
                String controlId =
                        "%d-%03d-%02d-%07d".formatted(run, connection, i % load.patientsEach(), i);
                String patient = patient(controlId);
                byte[] message = adt(controlId, patient, load.padding());
                while (!once(message, controlId)) {
                    noteSentAgain(controlId);
                    LockSupport.parkNanos(BEFORE_SENDING_AGAIN.toNanos());
                }
                LockSupport.parkNanos(load.pause().toNanos());
            }
            leave();
        }

        private boolean once(byte[] message, String controlId) {
            try {
                MllpClient client = connected();
                long sent = System.nanoTime();
                String answer = new String(client.exchange(message), StandardCharsets.US_ASCII);
                if (answer.contains("MSA|AA|" + controlId)) {
                    acknowledge(controlId, System.nanoTime() - sent);
                    return true;
                }
                refusals.incrementAndGet();
                return false;
            } catch (IOException lost) {
                silences.incrementAndGet();
                leave();
                return false;
            }
        }

        private MllpClient connected() throws IOException {
            MllpClient client = open;
            if (client == null) {
                client = dial.connect();
                open = client;
            }
            return client;
        }

        private void leave() {
            MllpClient leaving = open;
            open = null;
            try {
                if (leaving != null) {
                    leaving.close();
                }
            } catch (IOException gone) {
                // The server was killed: there is nothing left to close.
                return;
            }
        }
    }

    private synchronized void noteSentAgain(String controlId) {
        sentAgain.add(controlId);
    }

    private synchronized void acknowledge(String controlId, long nanos) {
        acknowledged.add(controlId);
        waitedNanos.add(nanos);
    }

    /** Whose a message of any load is. */
    static String patient(String controlId) {
        return "P" + controlId.substring(0, controlId.lastIndexOf('-'));
    }

    static byte[] adt(String controlId, String patient) {
        return adt(controlId, patient, 0);
    }

    /** With {@code padding} bytes more. */
    static byte[] adt(String controlId, String patient, int padding) {
        String message =
                String.join(
                        "\r",
                        "MSH|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||ADT^A08^ADT_A01|"
                                + controlId
                                + "|P|2.5.1|||||CAN|UNICODE UTF-8",
                        "EVN|A08|20260302080000",
                        "PID|1||" + patient + "^^^HSM^MR||Côté^Zoé||19800510|F",
                        "PV1|1|I|3E^12^1",
                        "");
        return padding == 0
                ? message.getBytes(StandardCharsets.UTF_8)
                : (message + "ZPD|" + noise(controlId, padding) + "\r")
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** Letters that do not compress to nothing and differ from message to message. */
    private static String noise(String seed, int length) {
        char[] letters = new char[length];
        Random chance = new Random(seed.hashCode());
        for (int i = 0; i < length; i++) {
            letters[i] = (char) ('A' + chance.nextInt(26));
        }
        return new String(letters);
    }
}
