// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders that stop in the middle, do not listen, come by the hundred, vanish or talk nonsense: the
 * good ones beside them are served, soon, and the server's memory stays bounded.
 */
class SenderFaultTests {

    private static final int HEAP_MEGABYTES = 160;
    private static final Duration DRAINED = Duration.ofSeconds(60);
    private static final Random CHANCE = new Random(Long.getLong("seed", 20_261_126));

    @TempDir private static Path folder;
    private static ServerProcess server;
    private CountingReceiver receiver;
    private Network network;
    private GoodTraffic good;

    @BeforeAll
    static void startServer() throws Exception {
        server =
                Launch.fast(folder)
                        .heapMegabytes(HEAP_MEGABYTES)
                        .with("--arrimage.connector.frame-timeout=1s")
                        .start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
        assertThat(server.launch().printed()).doesNotContain("OutOfMemoryError");
    }

    @BeforeEach
    void start() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        network.load(server);
        good = GoodTraffic.to(server, receiver, network.port());
    }

    @AfterEach
    void stop() throws Exception {
        good.end();
        receiver.close();
    }

    @Test
    void letsGoOfPeersThatFallSilentInTheMiddleOfAFrame() throws Exception {
        List<RawPeer> silent = peers(50);
        for (int i = 0; i < silent.size(); i++) {
            byte[] frame = framed(LoadSenders.adt("HALF-" + i, "HALF"));
            silent.get(i).write(Arrays.copyOf(frame, 20 + CHANCE.nextInt(frame.length - 30)));
        }
        good.awaitMore(300);

        for (RawPeer peer : silent) {
            assertThat(peer.mustAnswer()).contains("MSA|AR|");
            assertThat(peer.answer()).isEmpty();
            peer.close();
        }
        good.mustBeUnharmed("50 peers fell silent in the middle of a frame").mustAllHaveArrived();
        assertThat(receiver.all()).noneMatch(it -> it.startsWith("HALF"));
    }

    @Test
    void answersAThousandFramesInOrderToAPeerThatReadsOnlyThen() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            Thread writing = pipelining(peer, "PIPE", 1_000, new AtomicInteger());
            writing.join();
            good.awaitMore(100);

            for (int i = 0; i < 1_000; i++) {
                assertThat(peer.mustAnswer()).contains("MSA|AA|PIPE-%06d".formatted(i));
            }
        }
        Awaitility.await().atMost(DRAINED).until(() -> receiver.accepted().contains("PIPE-000999"));
        good.mustBeUnharmed("1,000 frames before the first answer was read").mustAllHaveArrived();
    }

    @Test
    void holdsBackPeersThatNeverReadTheirAnswers() throws Exception {
        AtomicInteger written = new AtomicInteger();
        List<RawPeer> deaf = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            deaf.add(RawPeer.hardOfHearing(network.port()));
            pipelining(deaf.get(i), "DEAF" + i, 1_000_000, written);
        }
        AtomicInteger seen = new AtomicInteger();
        Awaitility.await()
                .atMost(DRAINED)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> seen.getAndSet(written.get()) == written.get());
        good.awaitMore(300);
        int heldBackAt = written.get();
        for (RawPeer peer : deaf) {
            peer.close();
        }

        good.mustBeUnharmed(
                "4 peers that never read were held back after %d frames".formatted(heldBackAt));
    }

    @Test
    void servesFiveHundredConnections() throws Exception {
        LoadSenders many =
                new LoadSenders(network.port(), Load.of(500).resting(Duration.ofMillis(300)))
                        .start();
        Awaitility.await().atMost(DRAINED).until(() -> many.count() >= 2_000);
        many.stop();

        Reckoning.whenDrained(server, receiver, many, DRAINED).mustHold("500 more connections");
        assertThat(many.silences()).as("connections refused or lost").isZero();
        good.mustBeUnharmed("500 more connections").mustAllHaveArrived();
    }

    @Test
    void closesConnectionsBeyondTheLimitAndNoOthers() throws Exception {
        List<RawPeer> idle = peers(600);
        good.awaitMore(300);

        for (RawPeer peer : idle) {
            peer.close();
        }
        good.mustBeUnharmed("600 connections where 512 are allowed").mustAllHaveArrived();
    }

    @Test
    void takesNothingFromConnectionsThatAreResetInTheMiddle() throws Exception {
        for (int i = 0; i < 200; i++) {
            byte[] frame = framed(LoadSenders.adt("RESET-" + i, "RESET-" + i));
            int written = CHANCE.nextInt(1, frame.length);
            new RawPeer(network.port()).write(Arrays.copyOf(frame, written)).reset();
        }
        good.awaitMore(100);

        good.mustBeUnharmed("200 connections reset in the middle of a frame").mustAllHaveArrived();
        assertThat(receiver.all()).noneMatch(it -> it.startsWith("RESET"));
    }

    @Test
    void isUnmovedByGarbage() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> noisy = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long seed = CHANCE.nextLong();
            noisy.add(Thread.ofVirtual().start(() -> talkNonsense(new Random(seed), enough)));
        }
        good.awaitMore(600);
        enough.set(true);
        for (Thread each : noisy) {
            each.join();
        }

        good.mustBeUnharmed("8 peers sent random bytes").mustAllHaveArrived();
    }

    private void talkNonsense(Random chance, AtomicBoolean enough) {
        while (!enough.get()) {
            try (RawPeer peer = new RawPeer(network.port())) {
                byte[] bytes = new byte[chance.nextInt(1, 20_000)];
                chance.nextBytes(bytes);
                bytes[0] = chance.nextBoolean() ? 0x0B : bytes[0];
                peer.write(bytes);
                if (chance.nextBoolean()) {
                    peer.endOfInput().answer();
                }
            } catch (IOException closed) {
                // To be closed upon is one of the right answers to nonsense.
                continue;
            }
        }
    }

    private static Thread pipelining(RawPeer peer, String name, int frames, AtomicInteger written) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        for (int i = 0; i < frames; i++) {
                            String controlId = "%s-%06d".formatted(name, i);
                            peer.write(framed(LoadSenders.adt(controlId, name)));
                            written.incrementAndGet();
                        }
                    } catch (IOException closed) {
                        // The test has seen enough.
                        return;
                    }
                });
    }

    private List<RawPeer> peers(int count) throws IOException {
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new RawPeer(network.port()));
        }
        return peers;
    }
}
