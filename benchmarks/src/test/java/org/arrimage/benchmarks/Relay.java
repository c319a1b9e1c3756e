// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;
import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An engine that keeps messages in memory only: acknowledges each at once, edits it, and gives it
 * to every sink over one connection each, trying again while a sink refuses.
 */
final class Relay implements Engine {

    private final ServerSocket server;
    private final List<BlockingQueue<byte[]>> queues = new ArrayList<>();
    private final Map<Integer, MllpClient> clients = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> dropped = new ConcurrentHashMap<>();
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean open = true;
    private volatile int stallAt = -1;
    private volatile int stallMillis;

    Relay(List<Integer> sinkPorts) throws IOException {
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        List<Runnable> couriers = new ArrayList<>();
        for (int port : sinkPorts) {
            int destination = queues.size();
            queues.add(new LinkedBlockingQueue<>());
            couriers.add(() -> deliver(destination, port));
        }
        couriers.forEach(courier -> Thread.ofVirtual().start(courier));
        Thread.ofVirtual().start(this::accept);
    }

    /** Sets MSH-5 and MSH-6 and copies PID-3.1 to PID-2. */
    static byte[] edit(byte[] body) {
        return new String(body, UTF_8)
                .replace("|ARRIMAGE|RESEAU|", "|" + ExchangeBench.APPLICATION_SET + "|SITE|")
                .replaceFirst("\rPID\\|1\\|\\|([^^|]*)", "\rPID|1|$1|$1")
                .getBytes(UTF_8);
    }

    /** Loses the message of this number, from 0, on its way to one of the sinks. */
    Relay losing(int destination, int number) {
        dropped.put(destination, number);
        return this;
    }

    /** Answers the message of this number, from 0, only after a while. */
    Relay stalling(int number, int millis) {
        stallAt = number;
        stallMillis = millis;
        return this;
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public List<Long> enginePids() {
        return List.of(ProcessHandle.current().pid());
    }

    @Override
    public List<Long> databasePids() {
        return List.of();
    }

    @Override
    public void close() {
        open = false;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (open) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (open) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), 1 << 20);
            while (reader.next() instanceof Frame.Complete complete) {
                byte[] edited = edit(complete.body());
                synchronized (queues) {
                    queues.forEach(queue -> queue.add(edited));
                }
                if (received.getAndIncrement() == stallAt) {
                    LockSupport.parkNanos(Duration.ofMillis(stallMillis).toNanos());
                }
                FrameWriter.write(socket.getOutputStream(), acknowledgement(complete.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] acknowledgement(byte[] body) {
        int id = Fields.start(body, 0, 10);
        String control = new String(body, id, Fields.end(body, id) - id, StandardCharsets.US_ASCII);
        return ("MSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5.1\rMSA|AA|" + control + "\r").getBytes(UTF_8);
    }

    private void deliver(int destination, int port) {
        try {
            for (int number = 0; open; number++) {
                byte[] next = queues.get(destination).take();
                if (dropped.getOrDefault(destination, -1) != number) {
                    deliver(destination, next, port);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries until the sink has it. */
    private void deliver(int destination, byte[] message, int port) {
        while (open) {
            try {
                MllpClient client = clients.get(destination);
                if (client == null) {
                    client = MllpClient.plain(MllpClient.Settings.to("127.0.0.1", port));
                    clients.put(destination, client);
                }
                client.exchange(message);
                return;
            } catch (IOException refused) {
                clients.remove(destination);
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
    }
}
