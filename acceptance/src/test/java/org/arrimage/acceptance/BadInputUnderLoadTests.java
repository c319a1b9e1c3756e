// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.mllp.MllpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Bad input over MLLP, plain and under TLS, beside good traffic on the same link: the limits of one
 * connection and of all hold, the good senders notice nothing, and no patient comes into the log.
 */
class BadInputUnderLoadTests {

    private static final int LARGEST_MESSAGE = 64 * 1_024;
    private static final int CONNECTIONS_ALLOWED = 512;
    private static final Duration LET_IN_WITHIN = Duration.ofSeconds(30);
    private static final Random CHANCE = new Random(Long.getLong("seed", 20_261_127));

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static Certificates certificates;
    private static ServerProcess server;
    private static Network plain;
    private static Network secured;
    private final List<RawPeer> bad = new ArrayList<>();
    private GoodTraffic good;
    private GoodTraffic goodUnderTls;

    @BeforeAll
    static void startServer() throws Exception {
        receiver = new CountingReceiver();
        certificates = new Certificates(folder);
        plain = new Network(receiver.address());
        secured = Network.second(receiver.address());
        server =
                Launch.fast(folder.resolve("data"))
                        .heapMegabytes(192)
                        .with("--arrimage.connector.frame-timeout=1s")
                        .with("--arrimage.connector.largest-message=64KB")
                        .with(certificates.serverArguments())
                        .start();
        plain.load(server);
        secured.loadWithReceive(server, "mllps://127.0.0.1:%d?bundle=arrimage&client=need");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @BeforeEach
    void startTraffic() {
        good = GoodTraffic.to(server, receiver, plain.port());
        goodUnderTls =
                new GoodTraffic(
                        server, receiver, new LoadSenders(this::dialUnderTls, GoodTraffic.LOAD));
    }

    @AfterEach
    void leave() throws Exception {
        for (RawPeer peer : bad) {
            peer.close();
        }
        good.end();
        goodUnderTls.end();
    }

    @Test
    void refusesBodiesWithoutEnd() throws Exception {
        for (int i = 0; i < 40; i++) {
            overflow(i % 2 == 0 ? plainPeer() : peerUnderTls());
        }

        mustBeUnharmed("40 bodies without end");
    }

    private static void overflow(RawPeer peer) throws IOException {
        peer.write(Arrays.copyOf(framed(LoadSenders.adt("ENDLESS", "ENDLESS")), 100));
        byte[] more = new byte[8 * 1_024];
        Arrays.fill(more, (byte) 'A');
        for (int written = 0; written <= LARGEST_MESSAGE; written += more.length) {
            peer.write(more);
        }

        assertThat(peer.mustAnswer()).contains("MSA|AR|ENDLESS");
        assertThat(peer.answer()).isEmpty();
    }

    @Test
    void isUnmovedByGarbageInThePlaceOfTls() throws Exception {
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[CHANCE.nextInt(1, 2_000)];
            CHANCE.nextBytes(bytes);
            RawPeer peer = new RawPeer(secured.port());
            bad.add(peer);
            peer.write(bytes);
        }
        goodUnderTls.awaitMore(100);

        mustBeUnharmed("200 times garbage in the place of a handshake");
    }

    @Test
    void isUnmovedByGarbageUnderTls() throws Exception {
        for (int i = 0; i < 40; i++) {
            byte[] bytes = new byte[CHANCE.nextInt(1, 4_000)];
            CHANCE.nextBytes(bytes);
            bytes[0] = CHANCE.nextBoolean() ? 0x0B : bytes[0];
            peerUnderTls().write(bytes);
        }
        goodUnderTls.awaitMore(100);

        mustBeUnharmed("40 times garbage under TLS");
    }

    @Test
    void isUnmovedByPeersThatDripByteAfterByte() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread dripping = drip(100, enough);
        good.awaitMore(400);
        goodUnderTls.awaitMore(100);
        enough.set(true);
        dripping.join();

        mustBeUnharmed("100 peers drip byte after byte");
    }

    @Test
    void letsAGoodSenderInThoughSlowOnesTookEveryConnection() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread dripping = drip(CONNECTIONS_ALLOWED, enough);

        try {
            awaitLetIn("SLOW", this::dialPlain);
        } finally {
            enough.set(true);
            dripping.join();
        }
        mustBeUnharmed("every connection is taken by peers that drip byte after byte");
    }

    @Test
    void letsAGoodSenderInThoughUnfinishedHandshakesTookEveryConnection() throws Exception {
        for (int i = 0; i < CONNECTIONS_ALLOWED; i++) {
            bad.add(new RawPeer(secured.port()));
        }

        awaitLetIn("HANDSHAKE", this::dialUnderTls);

        mustBeUnharmed("every connection is taken by handshakes that never end");
    }

    /** Dials again and again, as senders do, until a message is acknowledged. */
    private static void awaitLetIn(String controlId, LoadSenders.Dial dial) {
        Awaitility.await()
                .atMost(LET_IN_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> {
                    try (MllpClient client = dial.connect()) {
                        client.exchange(LoadSenders.adt(controlId, controlId));
                        return true;
                    }
                });
    }

    /** A byte each 200 ms from each: never silent for long, never done. */
    private Thread drip(int peers, AtomicBoolean enough) throws IOException {
        List<RawPeer> slow = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            slow.add(plainPeer());
        }
        byte[] frame = framed(LoadSenders.adt("DRIP", "DRIP"));
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    for (int i = 0; i < frame.length - 1 && !enough.get(); i++) {
                        for (RawPeer each : slow) {
                            writeIfOpen(each, frame[i]);
                        }
                        LockSupport.parkNanos(200_000_000);
                    }
                });
    }

    private static void writeIfOpen(RawPeer peer, byte one) {
        try {
            peer.write(new byte[] {one});
        } catch (IOException closed) {
            // The server need not wait for ever.
            return;
        }
    }

    private void mustBeUnharmed(String scenario) throws Exception {
        good.mustBeUnharmed(scenario + ", plain");
        goodUnderTls.mustBeUnharmed(scenario + ", TLS");
    }

    private RawPeer plainPeer() throws IOException {
        bad.add(new RawPeer(plain.port()));
        return bad.getLast();
    }

    private RawPeer peerUnderTls() throws Exception {
        bad.add(RawPeer.tls(secured.port(), certificates.showing("client")));
        return bad.getLast();
    }

    private MllpClient dialPlain() throws IOException {
        return MllpClient.plain(settings(plain.port()));
    }

    private MllpClient dialUnderTls() throws IOException {
        try {
            return MllpClient.tls(settings(secured.port()), certificates.showing("client"));
        } catch (GeneralSecurityException broken) {
            throw new IOException(broken);
        }
    }

    private static MllpClient.Settings settings(int port) {
        return new MllpClient.Settings(
                "127.0.0.1", port, Duration.ofSeconds(2), Duration.ofSeconds(5), 1 << 20);
    }
}
