// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Receives MLLP on loopback, acknowledges at once and tells a tally of each arrival. */
final class Sink implements AutoCloseable {

    /** Largest message a sink takes, in bytes. */
    private static final int LIMIT = 8 << 20;

    private static final byte[] ANSWER_HEAD =
            "MSH|^~\\&|PUITS|RESEAU|ARRIMAGE|RESEAU|20261101120000-0500||ACK^A01^ACK|A|P|2.5.1\rMSA|AA|"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Tally tally;

    Sink(Tally first) throws IOException {
        this.tally = first;
        this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("sink").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From here on, arrivals belong to another run. */
    void tellInstead(Tally next) {
        tally = next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), LIMIT);
            var out = socket.getOutputStream();
            while (reader.next() instanceof Frame.Complete complete) {
                tally.arrived(complete.body(), System.nanoTime());
                FrameWriter.write(out, answer(complete.body()));
            }
        } catch (IOException e) {
            connections.remove(
                    socket); // the engine was stopped or killed: the tally shows what is missing
        }
    }

    private static byte[] answer(byte[] body) {
        int control = Fields.start(body, 0, 10);
        int length = Fields.end(body, control) - control;
        byte[] answer = new byte[ANSWER_HEAD.length + length + 1];
        System.arraycopy(ANSWER_HEAD, 0, answer, 0, ANSWER_HEAD.length);
        System.arraycopy(body, control, answer, ANSWER_HEAD.length, length);
        answer[answer.length - 1] = '\r';
        return answer;
    }
}
