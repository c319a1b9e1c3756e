// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * FNV-1a over bytes, finished with MurmurHash3's 64-bit mixer so that every bit of a short number
 * reaches every bit of the result. Spaces around the value do not count.
 */
final class Hash64 {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash64() {}

    static long of(byte[] bytes, int start, int end, long seed) {
        int from = start;
        int to = end;
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
        long hash = OFFSET ^ seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * PRIME;
        }
        return mix(hash ^ (to - from));
    }

    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
