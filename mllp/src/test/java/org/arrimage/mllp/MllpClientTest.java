// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

class MllpClientTest {

    /** What the peer does with one connection. */
    @FunctionalInterface
    private interface Peer {
        void meet(Socket socket) throws IOException;
    }

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void exchangesMessagesOfManySizesOverOneConnection() throws IOException {
        answer(MllpClientTest::echo);

        try (var client = client()) {
            for (int size : new int[] {0, 1, 1_000, 200_000, 3}) {
                byte[] body = "é".repeat(size).getBytes(UTF_8);
                assertThat(client.exchange(body)).isEqualTo(body);
            }
        }
    }

    @Test
    void keepsSeveralMessagesInFlight() throws IOException {
        answer(MllpClientTest::echo);

        try (var client = client()) {
            client.send("1".getBytes(UTF_8));
            client.send("2".getBytes(UTF_8));

            assertThat(client.receive()).asString(UTF_8).isEqualTo("1");
            assertThat(client.receive()).asString(UTF_8).isEqualTo("2");
        }
    }

    @Test
    void tellsSilenceDepartureAndNonsenseApart() throws IOException {
        answer(socket -> socket.getInputStream().read(new byte[100]));
        try (var client = client()) {
            assertThatThrownBy(() -> client.exchange(new byte[] {'a'}))
                    .isInstanceOf(EOFException.class);
        }

        answer(socket -> socket.getInputStream().readAllBytes());
        try (var client = client()) {
            assertThatThrownBy(() -> client.exchange(new byte[] {'a'}))
                    .isInstanceOf(SocketTimeoutException.class);
        }

        answer(socket ->
                socket.getOutputStream().write("HTTP/1.1 400\r\n\u001c\r".getBytes(UTF_8)));
        try (var client = client()) {
            assertThatThrownBy(client::receive)
                    .isInstanceOf(MllpClient.BadAnswerException.class)
                    .hasMessageContaining("START_MISSING");
        }
    }

    @Test
    void leavesAPeerThatTakesNothingMore() throws IOException {
        try (var client = client();
                Socket _ = server.accept()) {
            assertThatThrownBy(() -> client.send("a".repeat(64 << 20).getBytes(UTF_8)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void refusesABodyThatWouldBreakTheFraming() {
        var out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> FrameWriter.write(out, new byte[] {'M', Frame.END, 'S'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0x1C at offset 1");
        assertThat(out.size()).isZero();
    }

    private MllpClient client() throws IOException {
        return MllpClient.plain(
                MllpClient.Settings.to("127.0.0.1", server.getLocalPort())
                        .answeringWithin(Duration.ofMillis(300)));
    }

    private void answer(Peer peer) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        peer.meet(socket);
                    } catch (IOException e) {
                        assertThat(server.isClosed())
                                .as("only a stopped server may fail: " + e)
                                .isTrue();
                    }
                });
    }

    private static void echo(Socket socket) throws IOException {
        var reader = new FrameReader(socket.getInputStream(), 1 << 20);
        while (reader.next() instanceof Frame.Complete complete) {
            FrameWriter.write(socket.getOutputStream(), complete.body());
        }
    }
}
