// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

/**
 * Reads fields of a message in place, without making strings. Byte offsets into the body; counting
 * as HL7 counts.
 */
final class Fields {

    private Fields() {}

    /**
     * Start of a field of the segment that begins at {@code segment}; the segment's end when it is
     * shorter.
     */
    static int start(byte[] body, int segment, int number) {
        // After "MSH" the separator itself is field 1, so the text after the first bar is field 2.
        int bars =
                body[segment] == 'M' && body[segment + 1] == 'S' && body[segment + 2] == 'H'
                        ? number - 1
                        : number;
        int i = segment;
        while (i < body.length && body[i] != '\r') {
            if (body[i++] == '|' && --bars == 0) {
                return i;
            }
        }
        return i;
    }

    /** End of the component that begins at {@code start}. */
    static int end(byte[] body, int start) {
        int i = start;
        while (i < body.length && body[i] != '|' && body[i] != '^' && body[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Start of the first segment of this three-letter name; -1 when there is none. */
    static int segment(byte[] body, String name) {
        for (int i = 0; i + 3 < body.length; i++) {
            boolean atStart = i == 0 || body[i - 1] == '\r';
            if (atStart
                    && body[i] == name.charAt(0)
                    && body[i + 1] == name.charAt(1)
                    && body[i + 2] == name.charAt(2)) {
                return i;
            }
        }
        return -1;
    }

    /** The decimal number in {@code [from, to)}; -1 when it is not one. */
    static int number(byte[] body, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = body[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return from == to ? -1 : value;
    }

    /** Whether {@code [from, to)} reads as this ASCII word. */
    static boolean is(byte[] body, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (body[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
