// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** One block, written as its pieces come. */
final class PiecesStream extends OutputStream {

    /** Bytes written at once: how finely progress is seen. */
    private static final int STEP = 16 * 1024;

    private final OutputStream out;
    private final Runnable beforeStep;

    /**
     * @param beforeStep told before each step: a socket has no time-out for writing, so its owner
     *     watches that the peer takes something
     */
    PiecesStream(OutputStream out, Runnable beforeStep) {
        this.out = out;
        this.beforeStep = beforeStep;
    }

    /** Writes the block from its start to its end marker. */
    void send(Pieces pieces) throws IOException {
        out.write(Frame.START);
        pieces.writeTo(this);
        out.write(new byte[] {Frame.END, Frame.RETURN});
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
            beforeStep.run();
            out.write(bytes, at, Math.min(STEP, offset + length - at));
        }
    }
}
