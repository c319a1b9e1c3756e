// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.acceptance.Behaviour.Said;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A system that receives over MLLP, answers as its script says, and remembers what came in which
 * order and what it said about it.
 */
final class CountingReceiver implements AutoCloseable {

    private static final int BACKLOG = 64;

    private final Script script;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Set<String> accepted = new LinkedHashSet<>();
    private ServerSocket door;
    private int life;
    private int opened;

    /**
     * An arrival and what was said about it.
     *
     * @param said what the sender may believe of it
     */
    record Treated(Arrival arrival, Said said) {}

    /** Acknowledges everything. */
    CountingReceiver() {
        this(Script.accepting());
    }

    /** Acknowledges everything, at a port. */
    CountingReceiver(int port) {
        this(Script.accepting(), port);
    }

    CountingReceiver(Script script) {
        this(script, 0);
    }

    private CountingReceiver(Script script, int asked) {
        this.script = script;
        door = listen(asked);
        port = door.getLocalPort();
        accept(door);
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            return door;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    String address() {
        return "mllp://127.0.0.1:" + port;
    }

    /** Every arrival in order, with what was said about it. */
    synchronized List<Treated> treated() {
        List<Treated> all = new ArrayList<>(arrivals.size());
        for (int i = 0; i < arrivals.size(); i++) {
            all.add(new Treated(arrivals.get(i), said.get(i)));
        }
        return all;
    }

    /** Control ids in the order they came, by patient. */
    synchronized Map<String, List<String>> received() {
        Map<String, List<String>> byPatient = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            byPatient
                    .computeIfAbsent(arrival.patient(), _ -> new ArrayList<>())
                    .add(arrival.controlId());
        }
        return byPatient;
    }

    /** Control ids in the order they came. */
    synchronized List<String> all() {
        return arrivals.stream().map(Arrival::controlId).toList();
    }

    /** Control ids that were accepted at least once, whole and in time, or perhaps. */
    synchronized Set<String> accepted() {
        return new LinkedHashSet<>(accepted);
    }

    synchronized int count() {
        return arrivals.size();
    }

    /**
     * The engine, its database or a connection is about to die: a message that comes again from now
     * on is explained by it.
     */
    synchronized void nextLife() {
        life++;
    }

    /** Stops listening and breaks every connection, as a system that is taken down. */
    void goAway() throws IOException {
        nextLife();
        synchronized (this) {
            door.close();
        }
        for (Socket connection : connections) {
            connection.close();
        }
        nextLife();
    }

    /** Listens again, at the same address. */
    synchronized void comeBack() {
        door = listen(port);
        accept(door);
    }

    private void accept(ServerSocket listening) {
        Thread.ofVirtual()
                .start(() -> {
                    while (!listening.isClosed()) {
                        try {
                            serve(listening.accept());
                        } catch (IOException closed) {
                            return;
                        }
                    }
                });
    }

    private void serve(Socket socket) {
        connections.add(socket);
        int nth;
        int connectionLife;
        synchronized (this) {
            nth = ++opened;
            connectionLife = life;
        }
        ReceiverConnection connection =
                new ReceiverConnection(
                        socket,
                        script.bytesUntilReset(nth),
                        (controlId, patient) -> remember(controlId, patient, connectionLife),
                        this::note);
        Thread.ofVirtual()
                .start(() -> {
                    connection.run();
                    connections.remove(socket);
                });
    }

    private synchronized ReceiverConnection.Turn remember(
            String controlId, String patient, int connectionLife) {
        int attempt = attempts.merge(controlId, 1, Integer::sum);
        String before = arrivals.isEmpty() ? "NONE" : arrivals.getLast().controlId();
        Arrival arrival =
                new Arrival(
                        controlId,
                        patient,
                        arrivals.size() + 1,
                        attempt,
                        life,
                        connectionLife,
                        System.nanoTime());
        arrivals.add(arrival);
        said.add(Said.NOTHING);
        return new ReceiverConnection.Turn(arrival, script.on(arrival), before);
    }

    private synchronized void note(Arrival arrival, Said what) {
        said.set(arrival.nth() - 1, what);
        if (what == Said.ACCEPTED || what == Said.PERHAPS) {
            accepted.add(arrival.controlId());
        }
    }

    @Override
    public void close() throws IOException {
        goAway();
    }
}
