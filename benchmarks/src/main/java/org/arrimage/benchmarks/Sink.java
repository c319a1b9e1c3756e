// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Receives MLLP on loopback, acknowledges at once and tells each arrival. Messages that came
 * together are answered with one write, one answer each, in their order. Can be shut for a while:
 * then its port refuses connections, as a receiver that is down does.
 */
final class Sink implements AutoCloseable {

    /** Largest message a sink takes, in bytes. */
    private static final int LIMIT = 8 << 20;

    /** Answers gathered before they are written, in bytes. */
    private static final int ANSWERS = 32 << 10;

    private static final byte[] ANSWER_HEAD =
            "MSH|^~\\&|PUITS|RESEAU|ARRIMAGE|RESEAU|20261101120000-0500||ACK^A01^ACK|A|P|2.5.1\rMSA|AA|"
                    .getBytes(StandardCharsets.US_ASCII);

    private final int destination;
    private final Arrivals arrivals;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket server;

    /**
     * Opens it on a free port.
     *
     * @param destination its number among the sinks, from 0
     */
    Sink(int destination, Arrivals arrivals) throws IOException {
        this.destination = destination;
        this.arrivals = arrivals;
        ServerSocket first = listen(0);
        this.server = first;
        this.port = first.getLocalPort();
        Thread.ofVirtual().name("sink").start(() -> accept(first));
    }

    int port() {
        return port;
    }

    /** Refuses connections and ends those that are open, until {@link #open}. */
    void shut() throws IOException {
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
        connections.clear();
    }

    /** Listens again on the same port. */
    void open() throws IOException {
        ServerSocket opened = listen(port);
        server = opened;
        Thread.ofVirtual().name("sink").start(() -> accept(opened));
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true); // its earlier connections may still be ending
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        return socket;
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                if (listening.isClosed()) {
                    socket.close(); // shut meanwhile
                }
                // As a receiver has it, and woken in one step: what waits here is not the engine.
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), LIMIT);
            OutputStream out = socket.getOutputStream();
            var answers = new ByteArrayOutputStream();
            while (reader.next() instanceof Frame.Complete complete) {
                arrivals.arrived(destination, complete.body(), System.nanoTime());
                FrameWriter.write(answers, answer(complete.body()));
                if (answers.size() >= ANSWERS || !reader.hasBufferedFrame()) {
                    answers.writeTo(out);
                    answers.reset();
                }
            }
        } catch (IOException e) {
            // the engine was stopped or killed, or this sink was shut: the tally shows what is
            // missing
        } finally {
            connections.remove(socket);
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
