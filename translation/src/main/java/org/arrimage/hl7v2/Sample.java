// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Enough of a large value to tell what character sets it may be in: each byte above 127 once, in
 * the UTF-8 sequence where it was first seen, and what is no such sequence. The skeleton with it is
 * found to be in the same set as the whole message would be; a few hundred bytes at most.
 */
final class Sample {

    private static final int DIVISION = 'x';

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private final boolean[] seen = new boolean[128];
    private final byte[] sequence = new byte[4];
    private int length;
    private int expected;
    private boolean malformed;

    void clear() {
        kept.reset();
        Arrays.fill(seen, false);
        length = 0;
        expected = 0;
        malformed = false;
    }

    /** Looks at the next bytes of the value, cut anywhere. */
    void look(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b < 0 || length > 0) {
                next(b);
            }
        }
    }

    /** All that is kept of the value, which has ended. */
    byte[] end() {
        if (length > 0) {
            flush();
        }
        return kept.toByteArray();
    }

    private void next(byte b) {
        boolean continues = length > 0 && b < (byte) 0xC0 && length < expected;
        if (length > 0 && !continues) {
            flush();
        }
        if (b >= 0) {
            return;
        }
        if (length == 0) {
            int lead = b & 0xFF;
            expected = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        }
        sequence[length++] = b;
        if (length == expected) {
            flush();
        }
    }

    /** Keeps a sequence that shows a byte not seen before, and the first that is none. */
    private void flush() {
        boolean wellFormed = Characters.wellFormedLength(sequence, 0, length) == length;
        boolean worth = !wellFormed && !malformed;
        for (int i = 0; i < length; i++) {
            int high = sequence[i] & 0x7F;
            worth |= !seen[high];
            seen[high] = true;
        }
        malformed |= !wellFormed;
        if (worth) {
            kept.write(sequence, 0, length);
            kept.write(DIVISION);
        }
        length = 0;
    }
}
