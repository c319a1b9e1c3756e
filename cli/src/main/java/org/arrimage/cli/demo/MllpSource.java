// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** A sending system: keeps one connection and makes another when that one broke. */
final class MllpSource implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final int port;
    private MllpClient client;

    MllpSource(int port) throws IOException {
        this.port = port;
        this.client = connect();
    }

    /**
     * What was answered.
     *
     * @param code MSA-1
     * @param control MSA-2
     * @param place ERR-2
     * @param text ERR-8, or MSA-3
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(String code, String control, String place, String text, byte[] body) {
        boolean accepted() {
            return code.equals("AA") || code.equals("CA");
        }

        /** For people: identifiers and codes only. */
        String brief() {
            return (code + " " + control + " " + place).strip();
        }
    }

    Answer send(byte[] message) throws IOException {
        if (!client.isOpen()) {
            client = connect();
        }
        try {
            return read(client.exchange(message));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Sends bytes as they are, on a connection of their own, and reads one answer. */
    Answer sendRaw(byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.getOutputStream().write(bytes);
            InputStream in = socket.getInputStream();
            return new FrameReader(in, 1 << 20).next() instanceof Frame.Complete complete
                    ? read(complete.body())
                    : new Answer("", "", "", "", new byte[0]);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private MllpClient connect() throws IOException {
        return MllpClient.plain(MllpClient.Settings.to("127.0.0.1", port).answeringWithin(ANSWER));
    }

    private static Answer read(byte[] body) {
        String text = Hl7.field(body, "ERR", 8);
        return new Answer(
                Hl7.field(body, "MSA", 1),
                Hl7.field(body, "MSA", 2),
                Hl7.field(body, "ERR", 2),
                text.isEmpty() ? Hl7.field(body, "MSA", 3) : text,
                body);
    }

    /** A body between MLLP's markers. */
    static byte[] framed(String body) {
        return ("\u000b" + body + "\u001c\r").getBytes(UTF_8);
    }
}
