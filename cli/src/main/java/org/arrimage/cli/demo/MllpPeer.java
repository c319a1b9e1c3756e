// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A receiving system on a loopback socket. Keeps what it was sent, in order, and answers as it was
 * told to.
 */
final class MllpPeer implements AutoCloseable {

    private static final int LARGEST = 1 << 20;

    private final ServerSocket server;
    private final UnaryOperator<byte[]> answer;
    private final List<byte[]> received = new ArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    MllpPeer(UnaryOperator<byte[]> answer) throws IOException {
        this.answer = answer;
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** A system that accepts everything. */
    static MllpPeer accepting() throws IOException {
        return new MllpPeer(message -> Hl7.acknowledgement(message, "AA"));
    }

    int port() {
        return server.getLocalPort();
    }

    /** Every message so far, in the order of arrival. */
    List<byte[]> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Control ids so far, in the order of arrival. */
    List<String> controls() {
        return received().stream().map(message -> Hl7.field(message, "MSH", 10)).toList();
    }

    /** The message with this control id as text; empty when it did not arrive. */
    String text(String control) {
        return received().stream()
                .filter(message -> Hl7.field(message, "MSH", 10).equals(control))
                .findFirst()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .orElse("");
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
            var reader = new FrameReader(socket.getInputStream(), LARGEST);
            while (reader.next() instanceof Frame.Complete complete) {
                synchronized (received) {
                    received.add(complete.body());
                }
                FrameWriter.write(socket.getOutputStream(), answer.apply(complete.body()));
            }
        } catch (IOException e) {
            connections.remove(socket); // the service was stopped or killed: it will connect again
        }
    }
}
