// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.IOException;
import java.io.OutputStream;

/** Writes MLLP blocks, each with one call, so that a block is not cut into small packets. */
public final class FrameWriter {

    /** Bytes that framing adds to a body. */
    static final int OVERHEAD = 3;

    private FrameWriter() {}

    /**
     * Writes {@code body} as one block. Does not flush.
     *
     * @throws IllegalArgumentException when the body holds {@code 0x0B} or {@code 0x1C}, which
     *     would break the framing
     */
    public static void write(OutputStream out, byte[] body) throws IOException {
        out.write(frame(body));
    }

    /**
     * The whole block around {@code body}, to be written as it is. Refuses what {@link #write}
     * refuses.
     */
    public static byte[] frame(byte[] body) {
        byte[] block = new byte[body.length + OVERHEAD];
        frameInto(block, 0, body);
        return block;
    }

    /**
     * Frames into {@code block} from {@code at}, where there must be room; returns the bytes used.
     */
    static int frameInto(byte[] block, int at, byte[] body) {
        requireNoMark(body, 0, body.length);
        block[at] = Frame.START;
        System.arraycopy(body, 0, block, at + 1, body.length);
        block[at + body.length + 1] = Frame.END;
        block[at + body.length + 2] = Frame.RETURN;
        return body.length + OVERHEAD;
    }

    static void requireNoMark(byte[] bytes, int from, int to) {
        int mark = Marks.next(bytes, from, to);
        if (mark < to) {
            throw new IllegalArgumentException(
                    "byte 0x%02X at offset %d cannot be carried by MLLP"
                            .formatted(bytes[mark], mark - from));
        }
    }
}
