// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands in a {@link Skeleton} for a large value: {@link #BEGIN}, where the value begins among
 * all that were moved, {@code x}, its length, {@code x}, a {@link Sample} of it, {@code L}. No sign
 * that a message may announce is in it, so it is text like any other to whoever edits the message.
 *
 * @param from where the value begins, in bytes
 * @param length its length, in bytes
 * @param end where what comes after the placeholder begins, in the skeleton
 */
record Placeholder(long from, long length, int end) {

    /** Begins a placeholder; MLLP cannot carry this byte, so no message that arrived holds it. */
    static final byte BEGIN = 0x1C;

    private static final byte DIVISION = 'x';
    private static final byte END = 'L';

    static byte[] write(long from, long length, byte[] sample) {
        byte[] numbers =
                ((char) BEGIN + Long.toString(from) + 'x' + length + 'x')
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] written = new byte[numbers.length + sample.length + 1];
        System.arraycopy(numbers, 0, written, 0, numbers.length);
        System.arraycopy(sample, 0, written, numbers.length, sample.length);
        written[written.length - 1] = END;
        return written;
    }

    /** Index of the next placeholder in {@code [from, bytes.length)}; the length without one. */
    static int next(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != BEGIN) {
            at++;
        }
        return at;
    }

    /** The placeholder that begins at an index; nothing when what is there is none. */
    static Optional<Placeholder> read(byte[] bytes, int at) {
        int first = number(bytes, at + 1);
        int second = number(bytes, first + 1);
        if (!divides(bytes, at + 1, first) || !divides(bytes, first + 1, second)) {
            return Optional.empty();
        }
        int end = second + 1;
        while (end < bytes.length && bytes[end] != END) {
            if (bytes[end] >= 0 && bytes[end] != DIVISION) {
                return Optional.empty();
            }
            end++;
        }
        return end == bytes.length
                ? Optional.empty()
                : Optional.of(
                        new Placeholder(
                                value(bytes, at + 1, first),
                                value(bytes, first + 1, second),
                                end + 1));
    }

    /** Whether a number stands in {@code [from, to)}, and the division after it. */
    private static boolean divides(byte[] bytes, int from, int to) {
        return to > from && to < bytes.length && bytes[to] == DIVISION;
    }

    private static int number(byte[] bytes, int from) {
        int at = from;
        // Eleven digits are more than any message has bytes.
        while (at < bytes.length && at - from < 11 && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long value(byte[] bytes, int from, int to) {
        return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }
}
