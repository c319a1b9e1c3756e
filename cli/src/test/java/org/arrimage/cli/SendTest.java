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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class SendTest {

    @TempDir private Path folder;

    private final List<String> frames = new CopyOnWriteArrayList<>();
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
    void sendsAllMessagesInOneBatchAndPrintsWhatEachIsTold() throws IOException {
        Path file = write(message("ADT^A01", "ONE") + message("ADT^A99", "TWO"));

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address(), "--batch");

        assertThat(sent.exitCode()).isEqualTo(Exit.NO);
        assertThat(sent.out())
                .contains("AA  ONE", "AR  TWO", "MSH^1^9", "2 sent, 1 accepted, 1 refused");
        assertThat(frames).singleElement().asString().startsWith("BHS|").endsWith("BTS|2\r");
    }

    @Test
    void sendsABatchFileAsItIsAndPrintsWhatEachIsTold() throws IOException {
        Path file =
                write(
                        "FHS|^~\\&|A\nBHS|^~\\&|A\n"
                                + message("ADT^A01", "ONE")
                                + message("ADT^A01", "TWO")
                                + "BTS|2\nFTS|1\n");

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address());

        assertThat(sent.exitCode()).isZero();
        assertThat(sent.out()).contains("AA  ONE", "AA  TWO", "2 sent, 2 accepted, 0 refused");
        assertThat(frames).singleElement().asString().startsWith("FHS|").endsWith("FTS|1\r");
    }

    @Test
    void answersNoWhenTheReceiverSaysThatTheBatchIsNotWhatItAnnounces() throws IOException {
        Path file = write("BHS|^~\\&|A\n" + message("ADT^A01", "ONE") + "BTS|7\n");

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address());

        assertThat(sent.exitCode()).isEqualTo(Exit.NO);
        assertThat(sent.out()).contains("AA  ONE", "announced 7");
    }

    @Test
    void startsFromTheMessageThatIsNamed() throws IOException {
        Path file =
                write(
                        message("ADT^A01", "ONE")
                                + message("ADT^A01", "TWO")
                                + message("ADT^A01", "THREE"));

        Ran sent =
                Ran.inEnglish(
                        "send",
                        file.toString(),
                        "--to",
                        address(),
                        "--from",
                        "2",
                        "--pipeline",
                        "8");

        assertThat(sent.exitCode()).isZero();
        assertThat(sent.out()).contains("AA  TWO", "AA  THREE", "2 sent").doesNotContain("ONE");
    }

    @Test
    void saysFromWhereToResume() throws IOException {
        Path file =
                write(
                        message("ADT^A01", "ONE")
                                + message("HANG^UP", "TWO")
                                + message("ADT^A01", "THREE"));

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address());

        assertThat(sent.exitCode()).isEqualTo(Exit.NO);
        assertThat(sent.out() + sent.err()).contains("AA  ONE", "-  TWO", "--from 2");
    }

    @Test
    void refusesToStartBeyondTheLastMessage() throws IOException {
        Path file = write(message("ADT^A01", "ONE"));

        Ran sent = Ran.inEnglish("send", file.toString(), "--to", address(), "--from", "2");

        assertThat(sent.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(sent.err()).contains("1 messages only");
    }

    private static String message(String type, String controlId) {
        return "MSH|^~\\&|A|B|C|D|2026||" + type + "|" + controlId + "|P|2.5\nPID|1\n";
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

    /** Accepts ADT^A01, leaves at HANG^UP and refuses anything else. */
    private void answer(Socket socket) {
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), 1 << 20);
            while (reader.next() instanceof Frame.Complete(byte[] body)) {
                frames.add(new String(body, ISO_8859_1));
                if (Messages.field(body, "MSH", 9).equals("HANG^UP")) {
                    return;
                }
                boolean batch = Messages.isEnveloped(body);
                var answer = new StringBuilder(batch ? "BHS|^~\\&|C|D|A|B|2026\r" : "");
                for (byte[] message : SendFrame.unwrapped(body)) {
                    answer.append(acknowledgement(message));
                }
                boolean miscounted = Messages.field(body, "BTS", 1).equals("7");
                answer.append(batch ? "BTS|" + (miscounted ? "1|announced 7" : "2") + "\r" : "");
                FrameWriter.write(socket.getOutputStream(), answer.toString().getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            assertThat(socket.isClosed()).isTrue();
        }
    }

    private static String acknowledgement(byte[] message) {
        boolean good = Messages.field(message, "MSH", 9).equals("ADT^A01");
        return "MSH|^~\\&|C|D|A|B|2026||ACK|1|P|2.5\rMSA|"
                + (good ? "AA" : "AR")
                + "|"
                + Messages.field(message, "MSH", 10)
                + "\r"
                + (good ? "" : "ERR||MSH^1^9|200^Unsupported message type|E\r");
    }
}
