// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/** Finds parts between separators. A part is a pair of offsets packed in a long. */
final class Scan {
    /** No such part. */
    static final long ABSENT = -1;

    private Scan() {}

    static long pack(int start, int end) {
        return ((long) start << 32) | end;
    }

    static int start(long part) {
        return (int) (part >> 32);
    }

    static int end(long part) {
        return (int) part;
    }

    /**
     * The n-th part (from 1) of {@code [start, end)}; the whole when the separator never occurs.
     */
    static long part(byte[] bytes, int start, int end, int separator, int n) {
        int from = start;
        int seen = 1;
        for (int i = start; i < end; i++) {
            if (bytes[i] == separator) {
                if (seen == n) {
                    return pack(from, i);
                }
                seen++;
                from = i + 1;
            }
        }
        return seen == n ? pack(from, end) : ABSENT;
    }

    /** How many parts {@code [start, end)} has: 0 when empty. */
    static int count(byte[] bytes, int start, int end, int separator) {
        if (start >= end) {
            return 0;
        }
        int parts = 1;
        for (int i = start; i < end; i++) {
            if (bytes[i] == separator) {
                parts++;
            }
        }
        return parts;
    }

    static boolean contains(byte[] bytes, int start, int end, int sign) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == sign) {
                return true;
            }
        }
        return false;
    }

    static boolean equalsAt(byte[] bytes, int at, String ascii) {
        if (at + ascii.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
