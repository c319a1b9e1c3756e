// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * SIGKILL at random and between each pair of steps: what was acknowledged arrives, in order within
 * its patient; a duplicate only where a message was on its way when the server died.
 */
class KillTests {

    /** {@code -Dkills=1000} makes a campaign of it. */
    private static final int KILLS = Integer.getInteger("kills", 5);

    private static final int CONNECTIONS = 8;

    @TempDir private Path folder;

    @Test
    void losesNothingWhenKilledAtRandomUnderLoad() throws Exception {
        Random chance = new Random(20_261_123);
        try (CountingReceiver receiver = new CountingReceiver()) {
            Network network = new Network(receiver.address());
            ServerProcess server = ServerProcess.start(folder);
            network.load(server);
            LoadSenders senders = new LoadSenders(network.port(), CONNECTIONS);
            senders.start();
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(Duration.ofMillis(300 + chance.nextInt(1_200)).toNanos());
                server.kill();
                receiver.nextLife();
                server = ServerProcess.start(folder);
            }
            Set<String> acknowledged = senders.stop();
            awaitArrival(receiver, acknowledged);
            server.close();

            Tally tally = Tally.of(receiver, senders);
            System.out.println("killed at random " + KILLS + " times: " + tally);
            assertThat(tally.lost()).isZero();
            assertThat(tally.outOfOrder()).isZero();
            assertThat(tally.unexplained()).isZero();
            assertThat(acknowledged).hasSizeGreaterThan(100);
        }
    }

    @Test
    void losesNothingWhenKilledBetweenAnyTwoSteps() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver()) {
            Network network = new Network(receiver.address());
            int debugPort = Ports.free();
            List<String> debugged = StepKiller.virtualMachine(debugPort);
            ServerProcess server = ServerProcess.start(folder, debugged);
            network.load(server);
            LoadSenders senders = new LoadSenders(network.port(), CONNECTIONS);
            senders.start();
            for (Breakpoint breakpoint : Breakpoint.values()) {
                awaitMore(senders);
                StepKiller.killAt(server, debugPort, breakpoint);
                receiver.nextLife();
                server = ServerProcess.start(folder, debugged);
            }
            awaitMore(senders);
            Set<String> acknowledged = senders.stop();
            awaitArrival(receiver, acknowledged);
            server.close();

            Tally tally = Tally.of(receiver, senders);
            System.out.println(
                    "killed between steps, " + Breakpoint.values().length + " places: " + tally);
            assertThat(tally.lost()).isZero();
            assertThat(tally.outOfOrder()).isZero();
            assertThat(tally.unexplained()).isZero();
        }
    }

    /** Waits until traffic flows again. */
    private static void awaitMore(LoadSenders senders) {
        int before = senders.acknowledged().size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> senders.acknowledged().size() > before + 50);
    }

    private static void awaitArrival(CountingReceiver receiver, Set<String> acknowledged) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> new LinkedHashSet<>(receiver.all()).containsAll(acknowledged));
    }

    /**
     * What the receiver has against what the senders were told.
     *
     * @param unexplained duplicates within one life of the server of a message that its sender did
     *     not send again: the design allows none
     */
    record Tally(
            int acknowledged,
            int received,
            int lost,
            int duplicates,
            int unexplained,
            int outOfOrder) {

        static Tally of(CountingReceiver receiver, LoadSenders senders) {
            List<String> all = receiver.all();
            Set<String> distinct = new LinkedHashSet<>(all);
            List<String> lost = new ArrayList<>(senders.acknowledged());
            lost.removeAll(distinct);
            return new Tally(
                    senders.acknowledged().size(),
                    distinct.size(),
                    lost.size(),
                    all.size() - distinct.size(),
                    unexplained(receiver.lives(), senders.sentAgain()),
                    outOfOrder(receiver.received()));
        }

        private static int unexplained(Map<String, List<Integer>> lives, Set<String> sentAgain) {
            int unexplained = 0;
            for (Map.Entry<String, List<Integer>> arrivals : lives.entrySet()) {
                int inOneLife = arrivals.getValue().size() - Set.copyOf(arrivals.getValue()).size();
                if (inOneLife > 0 && !sentAgain.contains(arrivals.getKey())) {
                    unexplained += inOneLife;
                }
            }
            return unexplained;
        }

        /** First arrivals of one patient that came after a later message of that patient. */
        private static int outOfOrder(Map<String, List<String>> byPatient) {
            Map<String, String> latest = new HashMap<>();
            int wrong = 0;
            for (Map.Entry<String, List<String>> patient : byPatient.entrySet()) {
                for (String controlId : new LinkedHashSet<>(patient.getValue())) {
                    String before = latest.put(patient.getKey(), controlId);
                    if (before != null && before.compareTo(controlId) > 0) {
                        wrong++;
                    }
                }
            }
            return wrong;
        }
    }
}
