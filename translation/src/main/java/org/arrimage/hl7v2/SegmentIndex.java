// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Where each segment starts and ends, found in one pass over the bytes. */
final class SegmentIndex {
    private static final int NAME_LENGTH = 3;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int fieldSeparator;
    private final int end;
    private int[] bounds = new int[32];
    private int count;
    private boolean ascii = true;

    /**
     * @param start where MSH begins
     * @param end end of the message, trailing white space left out
     */
    SegmentIndex(byte[] bytes, int start, int end, int fieldSeparator) {
        this.bytes = bytes;
        this.fieldSeparator = fieldSeparator;
        this.end = end;
        scan(start);
    }

    int count() {
        return count;
    }

    int start(int segment) {
        return bounds[2 * segment];
    }

    int end(int segment) {
        return bounds[2 * segment + 1];
    }

    /** No byte above 127: then every character set of {@link Characters} reads it alike. */
    boolean ascii() {
        return ascii;
    }

    /** Whether a segment has the form of one: three capitals or digits, then the separator. */
    boolean wellNamed(int segment) {
        return isSegmentStart(start(segment));
    }

    /** The segment that holds an offset, -1 before the first. */
    int holding(int offset) {
        int found = -1;
        for (int i = 0; i < count && start(i) <= offset; i++) {
            found = i;
        }
        return found;
    }

    private void scan(int start) {
        int from = start;
        int sign = 0;
        int i = start;
        while (i < end) {
            if (i + Long.BYTES <= end && isPlain((long) WORDS.get(bytes, i))) {
                i += Long.BYTES;
                continue;
            }
            byte b = bytes[i];
            sign |= b;
            if (b == '\r' || (b == '\n' && endsSegment(i))) {
                add(from, i);
                from = i + 1;
            }
            i++;
        }
        add(from, end);
        ascii = sign >= 0;
    }

    /** Eight bytes at once: none above 127, none below 16 (Warren, Hacker's Delight, 6-1). */
    private static boolean isPlain(long word) {
        return ((word | (word - 0x1010101010101010L)) & 0x8080808080808080L) == 0;
    }

    /**
     * A line feed ends a segment when another begins after it; elsewhere it is text, as senders
     * that put line feeds in an FT field mean it.
     */
    private boolean endsSegment(int lineFeed) {
        int next = lineFeed + 1;
        return next >= end
                || bytes[lineFeed - 1] == '\r'
                || bytes[next] == '\r'
                || bytes[next] == '\n'
                || isSegmentStart(next);
    }

    private boolean isSegmentStart(int at) {
        return isSegmentStart(bytes, at, end, fieldSeparator);
    }

    /** Whether a segment may begin there: three capitals or digits, then the separator. */
    static boolean isSegmentStart(byte[] bytes, int at, int end, int fieldSeparator) {
        if (at + NAME_LENGTH > end || bytes[at] < 'A' || bytes[at] > 'Z') {
            return false;
        }
        if (!capitalOrDigit(bytes[at + 1]) || !capitalOrDigit(bytes[at + 2])) {
            return false;
        }
        int after = at + NAME_LENGTH;
        return after == end
                || bytes[after] == fieldSeparator
                || bytes[after] == '\r'
                || bytes[after] == '\n';
    }

    private static boolean capitalOrDigit(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    private void add(int from, int to) {
        if (from == to) {
            return;
        }
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
    }
}
