// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the two bytes that matter in a stream of blocks, eight bytes a step. */
final class Marks {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long STARTS = ONES * Frame.START;
    private static final long ENDS = ONES * Frame.END;

    private Marks() {}

    /**
     * Index of the first {@code 0x0B} or {@code 0x1C} in {@code [from, to)}; {@code to} when there
     * is none.
     */
    static int next(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = zeros(word ^ STARTS) | zeros(word ^ ENDS);
            if (found != 0) {
                // The lowest set bit is exact; only bits above a true one can be false, by a
                // borrow.
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == Frame.START || bytes[i] == Frame.END) {
                return i;
            }
        }
        return to;
    }

    /** High bit of each byte that is zero. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
