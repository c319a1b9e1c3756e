// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders that never give up: each sends its patients' messages one after the other and sends a
 * message again, under the same control id, until it is acknowledged.
 */
final class LoadSenders {

    private static final int PATIENTS_EACH = 10;

    private final int port;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final Set<String> sentAgain = new LinkedHashSet<>();
    private volatile boolean stopping;

    LoadSenders(int port, int connections) {
        this.port = port;
        for (int i = 0; i < connections; i++) {
            int connection = i;
            threads.add(Thread.ofVirtual().unstarted(() -> send(connection)));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Ends the load; each sender first has its last message acknowledged. */
    Set<String> stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(120));
        }
        return acknowledged();
    }

    synchronized Set<String> acknowledged() {
        return new LinkedHashSet<>(acknowledged);
    }

    private void send(int connection) {
        for (int i = 0; !stopping; i++) {
            String patient = "P" + (connection * PATIENTS_EACH + i % PATIENTS_EACH);
            String controlId = "%02d-%07d".formatted(connection, i);
            untilAcknowledged(adt(controlId, patient), controlId);
        }
    }

    private void untilAcknowledged(byte[] message, String controlId) {
        while (!once(message, controlId)) {
            noteSentAgain(controlId);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private final ThreadLocal<List<MllpClient>> open = ThreadLocal.withInitial(ArrayList::new);

    private boolean once(byte[] message, String controlId) {
        List<MllpClient> mine = open.get();
        try {
            if (mine.isEmpty()) {
                mine.add(
                        MllpClient.plain(
                                MllpClient.Settings.to("127.0.0.1", port)
                                        .answeringWithin(Duration.ofSeconds(20))));
            }
            String answer =
                    new String(mine.getFirst().exchange(message), StandardCharsets.US_ASCII);
            if (answer.contains("MSA|AA|" + controlId)) {
                acknowledge(controlId);
                return true;
            }
            return false;
        } catch (IOException lost) {
            mine.forEach(LoadSenders::closeQuietly);
            mine.clear();
            return false;
        }
    }

    /** Control ids that were sent more than once, for want of an acknowledgement. */
    synchronized Set<String> sentAgain() {
        return new LinkedHashSet<>(sentAgain);
    }

    private synchronized void noteSentAgain(String controlId) {
        sentAgain.add(controlId);
    }

    private synchronized void acknowledge(String controlId) {
        acknowledged.add(controlId);
    }

    private static void closeQuietly(MllpClient client) {
        try {
            client.close();
        } catch (IOException gone) {
            // The server was killed: there is nothing left to close.
            return;
        }
    }

    static byte[] adt(String controlId, String patient) {
        return String.join(
                        "\r",
                        "MSH|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||ADT^A08^ADT_A01|"
                                + controlId
                                + "|P|2.5.1|||||CAN|UNICODE UTF-8",
                        "EVN|A08|20260302080000",
                        "PID|1||" + patient + "^^^HSM^MR||Côté^Zoé||19800510|F",
                        "PV1|1|I|3E^12^1",
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }
}
