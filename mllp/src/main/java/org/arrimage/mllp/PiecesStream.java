// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One block, written as its pieces come. A socket has no time-out for writing, so a watch closes it
 * when the peer has taken nothing for as long as an answer may take.
 */
final class PiecesStream extends OutputStream {

    /** Bytes written at once: how finely progress is seen. */
    private static final int STEP = 16 * 1024;

    private final OutputStream out;
    private final Socket transport;
    private final Duration patience;
    private volatile long lastProgress = System.nanoTime();
    private volatile boolean ended;
    private volatile boolean stalled;

    PiecesStream(OutputStream out, Socket transport, Duration patience) {
        this.out = out;
        this.transport = transport;
        this.patience = patience;
    }

    /** Writes the block from its start to its end marker. */
    void send(Pieces pieces) throws IOException {
        Thread watch = Thread.ofVirtual().name("mllp-watch").start(this::watch);
        try {
            out.write(Frame.START);
            pieces.writeTo(this);
            out.write(new byte[] {Frame.END, Frame.RETURN});
        } catch (IOException failed) {
            if (stalled) {
                throw (IOException)
                        new SocketTimeoutException("the peer takes nothing more").initCause(failed);
            }
            throw failed;
        } finally {
            ended = true;
            LockSupport.unpark(watch);
        }
    }

    private void watch() {
        while (!ended) {
            long left = patience.toNanos() - (System.nanoTime() - lastProgress);
            if (left <= 0) {
                stalled = true;
                close(transport);
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // The writer meets the same failure and tells it.
            return;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        FrameWriter.requireNoMark(bytes, offset, offset + length);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("closing");
        }
        for (int at = offset; at < offset + length; at += STEP) {
            out.write(bytes, at, Math.min(STEP, offset + length - at));
            lastProgress = System.nanoTime();
        }
    }
}
