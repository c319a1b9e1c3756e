// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

class SendTest {

    @TempDir private Path folder;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void printsEachAcknowledgementAndTheLatencies() throws IOException {
        Path file =
                write(
                        "MSH|^~\\&|A|B|C|D|2026||ADT^A01|ONE|P|2.5\n"
                                + "PID|1\n\n"
                                + "MSH|^~\\&|A|B|C|D|2026||ADT^A01|TWO|P|2.5\r\n"
                                + "PID|1\r\n");

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address(), "--connections", "2");

        assertThat(sent.exitCode()).isZero();
        assertThat(sent.out())
                .contains(
                        "AA  ONE", "AA  TWO", "2 sent, 2 accepted, 0 refused", "p50", "p95", "p99");
    }

    @Test
    void answersNoAndShowsThePlaceWhenAMessageIsRefused() throws IOException {
        Path file = write("MSH|^~\\&|A|B|C|D|2026||ADT^A99|BAD|P|2.5\r");

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address(), "--json");

        assertThat(sent.exitCode()).isEqualTo(Exit.NO);
        assertThat(sent.out()).contains("\"code\" : \"AR\"", "MSH^1^9", "\"refused\" : 1");
    }

    @Test
    void saysWhatAnAddressLooksLike() throws IOException {
        Path file = write("MSH|^~\\&|\r");

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", "http://127.0.0.1:1");

        assertThat(sent.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(sent.err()).contains("mllp://host:port");
    }

    private Path write(String messages) throws IOException {
        return Files.writeString(folder.resolve("messages.hl7"), messages, ISO_8859_1);
    }

    private String address() {
        return "mllp://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                assertThat(server.isClosed()).isTrue();
            }
        }
    }

    /** Accepts ADT^A01 and refuses anything else. */
    private static void answer(Socket socket) {
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), 1 << 20);
            while (reader.next() instanceof Frame.Complete complete) {
                String control = Messages.field(complete.body(), "MSH", 10);
                boolean good = Messages.field(complete.body(), "MSH", 9).equals("ADT^A01");
                String answer =
                        "MSH|^~\\&|C|D|A|B|2026||ACK|1|P|2.5\rMSA|"
                                + (good ? "AA" : "AR")
                                + "|"
                                + control
                                + "\r"
                                + (good ? "" : "ERR||MSH^1^9|200^Unsupported message type|E\r");
                FrameWriter.write(socket.getOutputStream(), answer.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
        }
    }
}
