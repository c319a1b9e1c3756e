// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A system that receives over MLLP, acknowledges, and remembers what came in which order. */
final class CountingReceiver implements AutoCloseable {

    private final ServerSocket door;
    private final UnaryOperator<String> code;
    private final Map<String, List<String>> byPatient = new LinkedHashMap<>();
    private final Map<String, List<Integer>> lives = new LinkedHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private int life;

    /** Acknowledges everything. */
    CountingReceiver() {
        this(_ -> "AA");
    }

    /** Acknowledges everything, at a port. */
    CountingReceiver(int port) {
        this(port, _ -> "AA");
    }

    /** Acknowledges with the code that {@code code} gives for a control id. */
    CountingReceiver(UnaryOperator<String> code) {
        this(0, code);
    }

    private CountingReceiver(int port, UnaryOperator<String> code) {
        this.code = code;
        try {
            door = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "mllp://127.0.0.1:" + door.getLocalPort();
    }

    /** Control ids in the order they came, by patient. */
    synchronized Map<String, List<String>> received() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        byPatient.forEach((patient, ids) -> copy.put(patient, List.copyOf(ids)));
        return copy;
    }

    synchronized List<String> all() {
        return byPatient.values().stream().flatMap(List::stream).toList();
    }

    /** The engine that sends here was killed: what arrives from now on is of its next life. */
    synchronized void nextLife() {
        life++;
    }

    /** In which lives of the engine each control id arrived, once for each arrival. */
    synchronized Map<String, List<Integer>> lives() {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        lives.forEach((controlId, when) -> copy.put(controlId, List.copyOf(when)));
        return copy;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            open.add(socket);
            socket.setTcpNoDelay(true);
            FrameReader reader = new FrameReader(socket.getInputStream(), 64 << 20);
            while (reader.next() instanceof Frame.Complete(byte[] body)) {
                String text = new String(body, StandardCharsets.UTF_8);
                String[] header = text.split("\r", 2)[0].split("\\|", -1);
                String answer = code.apply(header[9]);
                if (answer.equals("AA")) {
                    remember(patient(text), header[9]);
                }
                FrameWriter.write(
                        socket.getOutputStream(),
                        ("MSH|^~\\&|R|R|A|A|20260101||ACK|A"
                                        + header[9]
                                        + "|P|2.5.1\rMSA|"
                                        + answer
                                        + "|"
                                        + header[9]
                                        + "\r")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The engine was killed or the test is over: what was acknowledged is remembered.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void remember(String patient, String controlId) {
        byPatient.computeIfAbsent(patient, _ -> new ArrayList<>()).add(controlId);
        lives.computeIfAbsent(controlId, _ -> new ArrayList<>()).add(life);
    }

    private static String patient(String text) {
        for (String segment : text.split("\r")) {
            if (segment.startsWith("PID|")) {
                return segment.split("\\|", -1)[3];
            }
        }
        return "";
    }

    /** Goes away, its connections with it. */
    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
