// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * SIGKILL at random and between each pair of steps: what was acknowledged arrives, in order within
 * its patient; a duplicate only where a message was on its way when something died.
 */
class KillTests {

    /** {@code -Dkills=1000} makes a campaign of it. */
    private static final int KILLS = Integer.getInteger("kills", 20);

    /** {@code -Dseed=…} repeats the kills of an earlier run, at the same moments of the load. */
    private static final long SEED = Long.getLong("seed", 20_261_123);

    private static final int CONNECTIONS = 8;
    private static final int SHORTEST_LIFE_MILLIS = 150;
    private static final int LONGEST_LIFE_MILLIS = 1_000;

    /** What a lane may have under way when it dies, which its receiver then sees again. */
    private static final int MOST_AGAIN = 1_024;

    private static final Duration REVIVAL = Duration.ofSeconds(60);

    @TempDir private Path folder;

    /** Who is killed. */
    private enum Victim {
        SERVER,
        POSTGRESQL,
        ONE_BACKEND,
        BOTH
    }

    @Test
    void losesNothingWhenAnyProcessIsKilledAtRandomUnderLoad() throws Exception {
        Random chance = new Random(SEED);
        Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
        try (CountingReceiver receiver = new CountingReceiver()) {
            // Two connections with eight messages each under way: the most that can go wrong.
            Network network = new Network(receiver.address(), "connections: 2, pipeline: 8");
            // Lives are too short for the second compiler to pay.
            Launch launch = Launch.fast(folder).machine(Launch.QUICK_COMPILER);
            ServerProcess server = launch.start();
            network.load(server);
            LoadSenders senders = new LoadSenders(network.port(), CONNECTIONS).start();
            for (int kill = 0; kill < KILLS; kill++) {
                awaitMore(senders);
                pause(chance);
                Victim victim = Victim.values()[kill % Victim.values().length];
                killed.merge(victim, 1, Integer::sum);
                server = kill(victim, server, receiver, chance);
            }
            awaitMore(senders);
            senders.stop();
            Reckoning reckoning =
                    Reckoning.whenDrained(server, receiver, senders, Duration.ofSeconds(60));
            server.close();

            reckoning.mustHold("killed at random, seed %d, %s".formatted(SEED, killed));
            reckoning.mustAllHaveArrived();
            assertThat(reckoning.acknowledged()).isGreaterThan(50 * KILLS);
            assertThat(reckoning.explained()).isLessThan(MOST_AGAIN * KILLS);
        }
    }

    @Test
    void losesNothingWhenKilledBetweenAnyTwoSteps() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver()) {
            Network network = new Network(receiver.address());
            int debugPort = Ports.free();
            Launch debugged = Launch.fast(folder).machine(StepKiller.virtualMachine(debugPort));
            ServerProcess server = debugged.start();
            network.load(server);
            LoadSenders senders = new LoadSenders(network.port(), CONNECTIONS).start();
            for (Breakpoint breakpoint : Breakpoint.values()) {
                awaitMore(senders);
                receiver.nextLife();
                StepKiller.killAt(server, debugPort, breakpoint);
                receiver.nextLife();
                server = debugged.start();
            }
            awaitMore(senders);
            senders.stop();
            Reckoning reckoning =
                    Reckoning.whenDrained(server, receiver, senders, Duration.ofSeconds(60));
            server.close();

            reckoning
                    .mustHold(
                            "killed between steps, %d places".formatted(Breakpoint.values().length))
                    .mustAllHaveArrived();
        }
    }

    private static void pause(Random chance) {
        long millis = chance.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS);
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    /** Kills, waits until all runs again, and gives the server that runs then. */
    private static ServerProcess kill(
            Victim victim, ServerProcess server, CountingReceiver receiver, Random chance)
            throws IOException, InterruptedException {
        receiver.nextLife();
        ServerProcess after = server;
        switch (victim) {
            case SERVER -> {
                server.kill();
                receiver.nextLife();
                after = server.launch().start();
            }
            case POSTGRESQL -> server.postgres().killPostmaster();
            case ONE_BACKEND -> server.postgres().killOneBackend(chance);
            case BOTH -> {
                server.postgres().killPostmaster();
                server.kill();
                receiver.nextLife();
                after = server.launch().start();
            }
        }
        after.awaitHealthy(REVIVAL);
        receiver.nextLife();
        return after;
    }

    /** Waits until traffic flows again. */
    private static void awaitMore(LoadSenders senders) {
        int before = senders.count();
        Awaitility.await()
                .atMost(REVIVAL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> senders.count() > before + 50);
    }
}
