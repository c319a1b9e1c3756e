// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.Frame.Reason;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;
import org.arrimage.mllp.Overflow;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Receives messages of any length and keeps of each its control id and its digest. May be slow, and
 * may stop in the middle of a message.
 */
final class LargeReceiver implements AutoCloseable {

    private static final int LARGEST = 128 << 20;
    private static final int HEAD = 400;

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> digests = new HashMap<>();
    private int cut;
    private volatile long pauseNanos;
    private volatile @Nullable Stop stop;

    /** The next message that gets as far waits there. */
    static final class Stop {
        private final long atByte;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        Stop(long atByte) {
            this.atByte = atByte;
        }

        void awaitReached() throws InterruptedException {
            reached.await();
        }

        void goOn() {
            goOn.countDown();
        }

        private void awaitGoOn() {
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    LargeReceiver() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "mllp://127.0.0.1:" + door.getLocalPort();
    }

    /** Rests for so long after each piece, of 64 kB at most. */
    LargeReceiver resting(long nanos) {
        pauseNanos = nanos;
        return this;
    }

    Stop stopAt(long atByte) {
        Stop next = new Stop(atByte);
        stop = next;
        return next;
    }

    /** The digests of what came whole under a control id. */
    synchronized List<String> digests(String controlId) {
        return List.copyOf(digests.getOrDefault(controlId, List.of()));
    }

    /** Messages that came whole. */
    synchronized int count() {
        return digests.values().stream().mapToInt(List::size).sum();
    }

    /** Messages that stopped before their end. */
    synchronized int cut() {
        return cut;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Overflow arriving =
                    new Overflow() {
                        @Override
                        public int inMemory() {
                            return 1;
                        }

                        @Override
                        public Body begin() {
                            return new Arriving();
                        }
                    };
            FrameReader reader =
                    new FrameReader(socket.getInputStream(), LARGEST, _ -> {}, arriving);
            while (reader.next() instanceof Frame.Large(Overflow.Body body)) {
                String controlId = remember((Arriving) body);
                String answer =
                        "MSH|^~\\&|R|R|A|A|20260101||ACK|A%s|P|2.5.1\rMSA|AA|%s\r"
                                .formatted(controlId, controlId);
                socket.getOutputStream()
                        .write(FrameWriter.frame(answer.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException gone) {
            // What was cut is counted where it is abandoned.
            return;
        } finally {
            open.remove(socket);
        }
    }

    /** A message of which only the beginning and the digest are kept. */
    private final class Arriving implements Overflow.Body {
        private final ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
        private final MessageDigest sha = LargeMessage.sha256();
        private long passed;

        @Override
        public Optional<Reason> write(byte[] bytes, int from, int to) {
            head.write(bytes, from, Math.min(to - from, HEAD - head.size()));
            sha.update(bytes, from, to - from);
            passed += to - from;
            rest(passed);
            return Optional.empty();
        }

        @Override
        public int held() {
            return HEAD;
        }

        @Override
        public Optional<Reason> end() {
            return Optional.empty();
        }

        @Override
        public Frame frame() {
            return new Frame.Large(this);
        }

        @Override
        public void abandon() {
            synchronized (LargeReceiver.this) {
                cut++;
            }
        }
    }

    private void rest(long passed) {
        if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
        }
        Stop here = stop;
        if (here != null && passed >= here.atByte) {
            stop = null;
            here.reached.countDown();
            here.awaitGoOn();
        }
    }

    private synchronized String remember(Arriving whole) {
        String controlId = whole.head.toString(StandardCharsets.UTF_8).split("\\|", -1)[9];
        digests.computeIfAbsent(controlId, _ -> new ArrayList<>())
                .add(HexFormat.of().formatHex(whole.sha.digest()));
        return controlId;
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
