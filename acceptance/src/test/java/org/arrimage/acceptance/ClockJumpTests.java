// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The wall clock of the server's process jumps forth and back by hours and days, also across a
 * restart: nothing is lost, order and the uniqueness of identifiers hold.
 */
class ClockJumpTests {

    private static final Instant START = Instant.parse("2026-03-05T23:30:00Z");

    /** From the start, in turn: an hour, a night, weeks; each way. */
    private static final List<Duration> JUMPS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(-2),
                    Duration.ofDays(1),
                    Duration.ofDays(-3),
                    Duration.ofDays(9),
                    Duration.ofSeconds(-1),
                    Duration.ofMinutes(31),
                    Duration.ofDays(-6),
                    Duration.ZERO);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final Map<String, Long> positionById = new HashMap<>();

    @Test
    void losesNothingWhenTheClockJumpsBothWays() throws Exception {
        JumpingClock clock = new JumpingClock(folder.resolve("clock"), START);
        Launch launch =
                Launch.fast(folder.resolve("data")).bySystemClock().machine(clock.virtualMachine());
        try (CountingReceiver receiver = new CountingReceiver()) {
            Network network = new Network(receiver.address());
            ServerProcess server = launch.start();
            network.load(server);
            LoadSenders senders =
                    new LoadSenders(network.port(), Load.of(4).resting(Duration.ofMillis(10)))
                            .start();
            for (Duration jump : JUMPS) {
                Instant to = START.plus(jump);
                clock.jumpTo(to);
                awaitTime(server, to);
                awaitMore(senders);
                noteIdentifiers(server);
            }
            receiver.nextLife();
            server.kill();
            receiver.nextLife();
            clock.jumpTo(START.minus(Duration.ofDays(2)));
            server = launch.start();
            awaitMore(senders);
            senders.stop();
            Reckoning reckoning = Reckoning.whenDrained(server, receiver, senders, PATIENCE);
            noteIdentifiers(server);
            server.close();

            reckoning
                    .mustHold("clock jumped %d times and across a kill".formatted(JUMPS.size()))
                    .mustAllHaveArrived();
            assertThat(positionById).hasSizeGreaterThanOrEqualTo(50 * JUMPS.size());
        }
    }

    /** The jump is seen: otherwise the test would prove nothing. */
    private static void awaitTime(ServerProcess server, Instant to) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> {
                    Instant there =
                            Instant.parse(
                                    server.get("/api/v1/status").get("businessTime").asString());
                    return Duration.between(to, there).abs().toSeconds() < 30;
                });
    }

    /** An identifier names one position for ever. */
    private void noteIdentifiers(ServerProcess server) throws Exception {
        for (JsonNode message : server.get("/api/v1/messages?latest=1000")) {
            long position = message.get("position").asLong();
            Long before = positionById.put(message.get("id").asString(), position);
            assertThat(before == null || before == position)
                    .as("%s names positions %s and %d", message.get("id"), before, position)
                    .isTrue();
        }
    }

    private static void awaitMore(LoadSenders senders) {
        int before = senders.count();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> senders.count() > before + 60);
    }
}
