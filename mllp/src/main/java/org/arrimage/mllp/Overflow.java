// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import org.arrimage.mllp.Frame.Reason;

import java.util.Optional;

/** Where a {@link FrameReader} puts the bytes of a block that is too long to be held in memory. */
public interface Overflow {

    /** The longest body that is read in memory, in bytes. */
    int inMemory();

    /** A block passed {@link #inMemory}: takes it, from its first byte. */
    Body begin();

    /** For readers that hold every block in memory, whatever its length. */
    static Overflow none() {
        return new Overflow() {
            @Override
            public int inMemory() {
                return FrameReader.LARGEST_LIMIT;
            }

            @Override
            public Body begin() {
                throw new IllegalStateException("no block is longer than the largest limit");
            }
        };
    }

    /**
     * The body of one such block, given piece by piece while it arrives. Ends with {@link #end} or
     * {@link #abandon}; nothing is asked of it after a refusal but to be abandoned.
     */
    interface Body {

        /**
         * Takes the next bytes, none of them a mark of framing; may wait, which is the
         * back-pressure that the peer feels.
         *
         * @return why no more is taken; empty to go on
         */
        Optional<Reason> write(byte[] bytes, int from, int to);

        /** Memory that it holds, in bytes. */
        int held();

        /** The block is whole. Answers as {@link #write} does. */
        Optional<Reason> end();

        /** What stands for the ended block: {@link Frame.Complete} where memory holds it all. */
        Frame frame();

        /** The block was cut or refused: nothing of it is to be kept. */
        void abandon();
    }
}
