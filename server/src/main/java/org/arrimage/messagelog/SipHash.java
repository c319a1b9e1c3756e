// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import javax.crypto.SecretKey;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a 64-bit hash under a secret key, about a byte a
 * processor cycle. Who does not know the key can neither learn what was hashed nor make two inputs
 * meet; the JDK has no keyed hash of this speed.
 */
final class SipHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long key0;
    private final long key1;

    private SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** With the first 128 bits of a secret. */
    static SipHash keyed(SecretKey secret) {
        ByteBuffer bytes = ByteBuffer.wrap(secret.getEncoded()).order(ByteOrder.LITTLE_ENDIAN);
        return new SipHash(bytes.getLong(), bytes.getLong());
    }

    /** The hash of the bytes, told apart by {@code tweak} from the same bytes elsewhere. */
    long of(byte[] bytes, long tweak) {
        return of(bytes, bytes.length, tweak);
    }

    /** The hash of the first {@code length} bytes. */
    long of(byte[] bytes, int length, long tweak) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ tweak ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ tweak ^ 0x7465646279746573L;
        int whole = length & ~7;
        for (int i = 0; i <= whole; i += Long.BYTES) {
            long word = i < whole ? (long) LONGS.get(bytes, i) : tail(bytes, whole, length);
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
                v0 += v1;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v3;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 += v3;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 += v1;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return finish(v0, v1, v2 ^ 0xff, v3);
    }

    /** The last bytes, fewer than eight, with the length in the highest one. */
    private static long tail(byte[] bytes, int whole, int length) {
        long word = (long) length << 56;
        for (int i = whole; i < length; i++) {
            word |= (bytes[i] & 0xffL) << (8 * (i - whole));
        }
        return word;
    }

    private static long finish(long a, long b, long c, long d) {
        long v0 = a;
        long v1 = b;
        long v2 = c;
        long v3 = d;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
