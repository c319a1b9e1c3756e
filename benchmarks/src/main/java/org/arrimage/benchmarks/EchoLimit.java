// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limit of "durable, then acknowledged" on this machine: an MLLP echo that appends each message
 * to a file, with one write and one fdatasync for all that wait, and then answers. It parses
 * nothing but the control id that an answer must carry.
 */
public final class EchoLimit {

    /** As many as the connections can have waiting. */
    private static final int LARGEST_BATCH = 512;

    /** Largest message, in bytes. */
    private static final int LIMIT = 8 << 20;

    private static final byte[] HEAD =
            "MSH|^~\\&|LIMITE|RESEAU|ARRIMAGE|RESEAU|20261101120000-0500||ACK^A01^ACK|A|P|2.5.1\rMSA|AA|"
                    .getBytes(StandardCharsets.US_ASCII);

    @SuppressWarnings("ArrayRecordComponent") // bytes are handed over, never compared
    private record Waiting(byte[] body, Semaphore durable) {}

    /** Tells the writer that nobody is connected: what a round wrote can go. */
    private static final Waiting ROUND_ENDED = new Waiting(new byte[0], new Semaphore(0));

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LARGEST_BATCH);
    private final AtomicInteger connected = new AtomicInteger();
    private final FileChannel file;

    private EchoLimit(FileChannel file) {
        this.file = file;
    }

    /**
     * Serves until its standard input ends; prints its port first.
     *
     * @param args the file to append to
     */
    public static void main(String[] args) throws IOException {
        try (var file =
                        FileChannel.open(
                                Path.of(args[0]),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING);
                var server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
            var limit = new EchoLimit(file);
            Thread.ofPlatform().daemon().start(limit::write);
            Thread.ofVirtual().start(() -> limit.accept(server));
            System.out.println(server.getLocalPort());
            while (System.in.read() >= 0) {
                // the parent keeps this stream open as long as it lives
            }
        }
        System.exit(0);
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        var durable = new Semaphore(0);
        connected.incrementAndGet();
        try (socket) {
            var reader = new FrameReader(socket.getInputStream(), LIMIT);
            OutputStream out = socket.getOutputStream();
            while (reader.next() instanceof Frame.Complete complete) {
                queue.put(new Waiting(complete.body(), durable));
                durable.acquire();
                FrameWriter.write(out, answer(complete.body()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (connected.decrementAndGet() == 0) {
                queue.offer(ROUND_ENDED); // a full queue is emptied by those who filled it
            }
        }
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
        try {
            while (true) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, LARGEST_BATCH - 1);
                ByteBuffer[] buffers =
                        batch.stream()
                                .map(waiting -> ByteBuffer.wrap(waiting.body()))
                                .toArray(ByteBuffer[]::new);
                long left = batch.stream().mapToLong(waiting -> waiting.body().length).sum();
                while (left > 0) {
                    left -= file.write(buffers);
                }
                file.force(false);
                batch.forEach(waiting -> waiting.durable().release());
                if (batch.contains(ROUND_ENDED) && connected.get() == 0) {
                    file.truncate(0); // documents fill a disk in minutes
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedChannelException e) {
            // this process is ending
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] answer(byte[] body) {
        int control = Fields.start(body, 0, 10);
        int length = Fields.end(body, control) - control;
        byte[] answer = new byte[HEAD.length + length + 1];
        System.arraycopy(HEAD, 0, answer, 0, HEAD.length);
        System.arraycopy(body, control, answer, HEAD.length, length);
        answer[answer.length - 1] = '\r';
        return answer;
    }
}
