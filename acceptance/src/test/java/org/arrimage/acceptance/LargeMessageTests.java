// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.mllp.MllpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Documents of 50 MB pass on a heap that could not hold three of them, whatever happens. */
class LargeMessageTests {

    private static final int HEAP_MEGABYTES = Integer.getInteger("heap", 160);
    private static final int MEGABYTES = 50;
    private static final int SENDERS = 4;
    private static final int EACH = 3;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

    @TempDir private Path folder;

    @Test
    void passesLargeDocumentsOfSeveralSendersOnASmallHeapBesideOrdinaryTraffic() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                CountingReceiver clinic = new CountingReceiver();
                ServerProcess server = server()) {
            Network network = new Network(receiver.address(), "connections: 4");
            network.load(server);
            Network other = Network.second(clinic.address());
            other.load(server);
            GoodTraffic good = GoodTraffic.to(server, clinic, other.port());
            List<Long> held = new ArrayList<>();
            for (int round = 0; round < EACH; round++) {
                sendTogether(network.port(), round);
                awaitCount(receiver, SENDERS * (round + 1));
                held.add(Footprint.of(server.process()).heapKilobytes() / 1024);
            }

            for (int round = 0; round < EACH; round++) {
                for (int sender = 0; sender < SENDERS; sender++) {
                    mustHaveArrived(receiver, document(round, sender));
                }
            }
            good.mustBeUnharmed(
                            "%d messages of %d MB over %d connections on a heap of %d MB, which held %s MB"
                                    .formatted(
                                            SENDERS * EACH,
                                            MEGABYTES,
                                            SENDERS,
                                            HEAP_MEGABYTES,
                                            held))
                    .mustAllHaveArrived();
            assertThat(held).as("held after each round").allMatch(each -> each < 80);
            server.launch().mustHaveKeptQuiet();
        }
    }

    private void sendTogether(int port, int round) throws Exception {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                LargeMessage message = document(round, i);
                answers.add(senders.submit(() -> message.sendTo(port)));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).contains("MSA|AA|");
            }
        }
    }

    private static LargeMessage document(int round, int sender) {
        return LargeMessage.of("DOC-%d-%d".formatted(round, sender), MEGABYTES);
    }

    @Test
    void losesNothingWhenKilledWhileALargeMessageComesIn() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver()) {
            Launch launch = launch();
            ServerProcess server = launch.start();
            Network network = new Network(receiver.address());
            network.load(server);
            LargeMessage message = LargeMessage.of("IN", MEGABYTES);
            LargeMessage before = LargeMessage.of("BEFORE", 2);
            assertThat(before.sendTo(network.port())).contains("MSA|AA|BEFORE");
            CountDownLatch halfway = new CountDownLatch(1);
            Thread sender =
                    Thread.ofVirtual().start(() -> sendSlowly(network.port(), message, halfway));
            halfway.await();
            Awaitility.await().until(() -> bodies(server, "arriving") == 1);

            server.kill();
            sender.join();
            try (ServerProcess after = launch.start()) {
                assertThat(bodies(after, "arriving")).isZero();
                assertThat(bodies(after, "chunk")).isEqualTo(1);
                assertThat(message.sendTo(network.port())).contains("MSA|AA|IN");
                awaitCount(receiver, 2);

                mustHaveArrived(receiver, before);
                mustHaveArrived(receiver, message);
                assertThat(bodies(after, "chunk")).isEqualTo(2);
            }
        }
    }

    @Test
    void sendsALargeMessageAgainWhenKilledWhileItGoesOut() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver()) {
            Launch launch = launch();
            ServerProcess server = launch.start();
            Network network = new Network(receiver.address());
            network.load(server);
            LargeReceiver.Stop halfway = receiver.stopAt(20 << 20);
            LargeMessage message = LargeMessage.of("OUT", MEGABYTES);
            assertThat(message.sendTo(network.port())).contains("MSA|AA|OUT");
            halfway.awaitReached();

            server.kill();
            halfway.goOn();
            try (ServerProcess after = launch.start()) {
                awaitCount(receiver, 1);

                mustHaveArrived(receiver, message);
                assertThat(receiver.cut()).isEqualTo(1);
                assertThat(bodies(after, "chunk")).isEqualTo(1);
            }
        }
    }

    @Test
    void waitsForASlowReceiverAndLeavesOneThatTakesNothingMore() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                ServerProcess server = server()) {
            Network network = new Network(receiver.address(), "timeout: 2s");
            network.load(server);
            receiver.resting(2_000_000);
            LargeReceiver.Stop stalled = receiver.stopAt(5 << 20);

            LargeMessage message = LargeMessage.of("SLOW", 30);
            assertThat(message.sendTo(network.port())).contains("MSA|AA|SLOW");
            stalled.awaitReached();
            awaitCount(receiver, 1);
            stalled.goOn();

            mustHaveArrived(receiver, message);
            Awaitility.await().until(() -> receiver.cut() == 1);
        }
    }

    @Test
    void leavesABlockWithoutEndWhenAPartIsGoneAndParksItsMessage() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                ServerProcess server = server()) {
            Network network =
                    new Network(
                            receiver.address(),
                            "retry: {first: 100ms, ceiling: 200ms, attempts: 3}");
            network.load(server);
            LargeReceiver.Stop halfway = receiver.stopAt(5 << 20);
            LargeMessage message = LargeMessage.of("GONE", MEGABYTES);
            assertThat(message.sendTo(network.port())).contains("MSA|AA|GONE");
            halfway.awaitReached();

            ask(
                    server,
                    "with gone as (delete from messagelog.chunk where number = 150 returning 1)"
                            + " select count(*) from gone");
            halfway.goOn();
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !server.get("/api/v1/parked").isEmpty());
            LargeMessage next = LargeMessage.of("NEXT", 5);
            assertThat(next.sendTo(network.port())).contains("MSA|AA|NEXT");
            awaitCount(receiver, 1);

            JsonNode parked = server.get("/api/v1/parked").get(0);
            assertThat(parked.get("code").asString()).isEqualTo("ATTEMPTS_SPENT");
            assertThat(parked.get("reason").get("en").asString()).contains("UNREADABLE");
            assertThat(receiver.digests("GONE")).isEmpty();
            assertThat(receiver.cut()).isEqualTo(3);
            mustHaveArrived(receiver, next);
        }
    }

    @Test
    void relaysTheAnswerToALargeRequest() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                ServerProcess server = server()) {
            Network network = new Network(receiver.address());
            // The receive address is the last value of its line.
            network.loadWithReceive(
                    server, "mllp://127.0.0.1:%d\", acknowledge: destination, deadline: \"60s");
            LargeMessage message = LargeMessage.of("ASK", MEGABYTES);

            assertThat(message.sendTo(network.port())).contains("MSA|AA|ASK").contains("|AASK|");
            assertThat(message.sendTo(network.port())).contains("MSA|AA|ASK").contains("|AASK|");

            mustHaveArrived(receiver, message);
            assertThat(bodies(server, "chunk")).isEqualTo(1);
            assertThat(bodies(server, "arriving")).isZero();
        }
    }

    @Test
    void refusesWhatPassesTheLimitOrNoRouteWantsAndKeepsTheBeginning() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                ServerProcess server = server()) {
            Network network = new Network(receiver.address());
            network.load(server);
            LargeMessage tooLarge = LargeMessage.of("HUGE", 65);
            LargeMessage unwanted = new LargeMessage("LAB", "ORU^R01^ORU_R01", "X", 5 << 20);

            assertThat(tooLarge.sendTo(network.port()))
                    .contains("MSA|AR|HUGE")
                    .contains("67108865");
            assertThat(unwanted.sendTo(network.port())).contains("MSA|AR|LAB").contains("MSH^1^9");

            JsonNode kept = server.get("/api/v1/quarantine");
            assertThat(kept).hasSize(2);
            for (JsonNode each : kept) {
                assertThat(each.get("truncated").asBoolean()).isTrue();
                assertThat(each.get("bytes").asInt()).isBetween(200, 70_000);
                JsonNode replayed =
                        server.must(
                                "POST",
                                "/api/v1/quarantine/" + each.get("id").asString() + "/replay",
                                "");
                assertThat(replayed.get("accepted").asBoolean()).isFalse();
                assertThat(replayed.get("code").asString()).isEqualTo("NOT_WHOLE");
            }
            assertThat(bodies(server, "chunk") + bodies(server, "arriving")).isZero();
            LargeMessage good = LargeMessage.of("GOOD", 5);
            assertThat(good.sendTo(network.port())).contains("MSA|AA|GOOD");
            awaitCount(receiver, 1);
            mustHaveArrived(receiver, good);
        }
    }

    private ServerProcess server() throws IOException {
        return launch().start();
    }

    private Launch launch() throws IOException {
        return Launch.fast(folder).heapMegabytes(HEAP_MEGABYTES);
    }

    /** Sends the first half, says so, and goes on slowly until the connection is lost. */
    private static void sendSlowly(int port, LargeMessage message, CountDownLatch halfway) {
        var to = MllpClient.Settings.to("127.0.0.1", port).answeringWithin(LONG_ENOUGH);
        try (MllpClient client = MllpClient.plain(to)) {
            client.send(out -> message.writeTo(new Slowing(out, message.bytes() / 2, halfway)));
        } catch (IOException killed) {
            return;
        }
        throw new IllegalStateException("the message was sent to its end");
    }

    private static final class Slowing extends OutputStream {
        private final OutputStream out;
        private final CountDownLatch halfway;
        private long left;

        Slowing(OutputStream out, long half, CountDownLatch halfway) {
            this.out = out;
            this.left = half;
            this.halfway = halfway;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            left -= length;
            if (left <= 0) {
                halfway.countDown();
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static void awaitCount(LargeReceiver receiver, int count) {
        Awaitility.await().atMost(LONG_ENOUGH).until(() -> receiver.count() >= count);
    }

    private static void mustHaveArrived(LargeReceiver receiver, LargeMessage message)
            throws IOException {
        assertThat(receiver.digests(message.controlId()))
                .as(message.controlId())
                .containsExactly(message.edited().digest());
    }

    /** How many large bodies a table knows. */
    private static long bodies(ServerProcess server, String table) throws IOException {
        return ask(server, "select count(distinct body) from messagelog." + table);
    }

    private static long ask(ServerProcess server, String question) throws IOException {
        Path postgres = server.data().resolve("postgres");
        // The fourth line of postmaster.pid is the port.
        String port = Files.readAllLines(postgres.resolve("cluster/postmaster.pid")).get(3).strip();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                                "arrimage",
                                Files.readString(postgres.resolve("password")).strip());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }
}
