// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Bad requests to the HTTP API beside good messages: each is refused at once and for what it is,
 * slow ones keep nobody else waiting, and no message is harmed.
 */
class BadHttpUnderLoadTests {

    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static ServerProcess server;
    private static Network network;
    private GoodTraffic good;

    @BeforeAll
    static void startServer() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        server = Launch.fast(folder).heapMegabytes(192).start();
        network.load(server);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @BeforeEach
    void startTraffic() {
        good = GoodTraffic.to(server, receiver, network.port());
    }

    @AfterEach
    void endTraffic() throws InterruptedException {
        good.end();
    }

    @ParameterizedTest
    @EnumSource
    void refusesABadRequestForWhatItIs(BadRequest bad) throws Exception {
        String answer = "";

        for (int i = 0; i < 5; i++) {
            answer = answerTo(bad.bytes(server.token()));
        }

        assertThat(answer).as("first line of the answer").matches("(HTTP/1.1 4\\d\\d.*)?");
        good.mustBeUnharmed(bad + " answered '" + answer + "'");
    }

    @Test
    void answersOthersWhileManyAskSlowly() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread slow = drip(100, BadRequest.SLOW.bytes(server.token()), enough);

        for (int i = 0; i < 20; i++) {
            long asked = System.nanoTime();
            assertThat(server.call("GET", "/api/v1/status", "").statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(AT_ONCE);
            good.awaitMore(20);
        }
        enough.set(true);
        slow.join();

        good.mustBeUnharmed("100 requests byte after byte");
    }

    @Test
    void showsNoPatientInItsMetricsOrItsHealth() throws Exception {
        for (String page : List.of("/metrics", "/health")) {
            assertThat(server.call("GET", page, "").body())
                    .isNotEmpty()
                    .doesNotContain(LoadSenders.OF_A_PATIENT);
        }
    }

    /** The first line of what came back; empty when the connection was closed instead. */
    private static String answerTo(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            socket.setSoTimeout((int) AT_ONCE.toMillis());
            writeIfOpen(socket, request);
            byte[] start = new byte[64];
            int read = socket.getInputStream().readNBytes(start, 0, start.length);
            return new String(start, 0, read, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (SocketException closed) {
            return "";
        }
    }

    private static void writeIfOpen(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // It was refused before it was all written; the answer, if any, can still be read.
            return;
        }
    }

    private static Thread drip(int peers, byte[] bytes, AtomicBoolean enough) throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            slow.add(new Socket(InetAddress.getLoopbackAddress(), server.httpPort()));
        }
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    for (int i = 0; i < bytes.length && !enough.get(); i++) {
                        for (Socket each : slow) {
                            // Half of them are slow from their first letter, half only in their
                            // body.
                            boolean whole = i == 0 && each.getLocalPort() % 2 == 0;
                            byte[] next = Arrays.copyOfRange(bytes, i, whole ? 300 : i + 1);
                            writeIfOpen(each, next);
                        }
                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    }
                });
    }
}
