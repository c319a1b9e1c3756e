// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.util.Arrays;

/** What one read of an MLLP stream gave: a message, something that is not one, or the end. */
public sealed interface Frame {

    /** First byte of a block, {@code <SB>}. */
    byte START = 0x0B;

    /** First byte of the end marker, {@code <EB>}; {@link #RETURN} must follow it. */
    byte END = 0x1C;

    /** Second byte of the end marker, {@code <CR>}. */
    byte RETURN = 0x0D;

    /** The end of the stream, between two blocks. */
    Frame END_OF_STREAM = new End();

    /**
     * A well-formed block.
     *
     * @param body the bytes between the markers, possibly none; the array is the caller's own
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // bytes are handed over without a copy, never compared
    record Complete(byte[] body) implements Frame {}

    /**
     * A well-formed block that is not held in memory.
     *
     * @param body what its reader's {@link Overflow} made of it
     */
    record Large(Overflow.Body body) implements Frame {}

    /**
     * Bytes that are not a well-formed block.
     *
     * @param bytes as received, with whatever framing bytes there were, cut at the size limit
     * @param reason the first fault found
     * @param offset where the first fault is, as an index in {@code bytes}; may equal its length
     *     when something is missing at the end, and lies beyond it where only the beginning of a
     *     long block was kept
     * @param truncatedBytes whether more bytes were received, or may still come, than are kept here
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // bytes are handed over without a copy, never compared
    record Bad(byte[] bytes, Reason reason, int offset, boolean truncatedBytes) implements Frame {

        /**
         * Whether the peer ended this block with a whole end marker, so that it now waits for
         * exactly one answer. Otherwise an answer may meet a peer that is still sending or has
         * gone.
         */
        public boolean ended() {
            int n = bytes.length;
            return !truncatedBytes && n >= 2 && bytes[n - 2] == END && bytes[n - 1] == RETURN;
        }
    }

    /** The peer closed its side between two blocks. */
    record End() implements Frame {}

    /** Bytes without the framing they may have at either end, whole or half. */
    static byte[] withoutFraming(byte[] bytes) {
        int from = bytes.length > 0 && bytes[0] == START ? 1 : 0;
        int to = bytes.length;
        if (to > from && bytes[to - 1] == END) {
            to -= 1;
        } else if (to > from + 1 && bytes[to - 2] == END && bytes[to - 1] == RETURN) {
            to -= 2;
        }
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Why bytes are not a well-formed block. */
    enum Reason {
        /** Bytes other than white space stand where {@code 0x0B} should. */
        START_MISSING,
        /**
         * {@code 0x0B} inside a block: two messages glued, or an unescaped byte. The whole, up to
         * the end marker, is one bad block.
         */
        START_INSIDE,
        /**
         * {@code 0x1C} not followed by {@code 0x0D}; also when the peer falls silent or leaves just
         * after {@code 0x1C}.
         */
        END_INCOMPLETE,
        /**
         * The body passes the size limit. Reported at once; the rest is skipped up to its end
         * marker.
         */
        TOO_LARGE,
        /**
         * The stream ended, or stayed silent too long, inside a block. Close the connection: late
         * bytes would be taken for garbage.
         */
        TRUNCATED,
        /** The {@link Overflow} could not keep the block: no fault of the peer's. */
        NOT_KEPT
    }
}
