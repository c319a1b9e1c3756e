// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.nio.ByteBuffer;
import java.util.Arrays;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Seals with a context in front instead of a cipher: enough to see that the right one is asked. */
final class TestSealing implements Sealing {

    @Override
    public Sealer sealer() {
        return new Sealer() {
            @Override
            public int key() {
                return 7;
            }

            @Override
            public byte[] seal(byte[] plain, int length, long context) {
                return ByteBuffer.allocate(Long.BYTES + length)
                        .putLong(context)
                        .put(plain, 0, length)
                        .array();
            }
        };
    }

    @Override
    public byte[] open(int key, byte[] sealed, long context) {
        if (key != 7 || ByteBuffer.wrap(sealed).getLong() != context) {
            throw new IllegalStateException("another key or context");
        }
        return Arrays.copyOfRange(sealed, Long.BYTES, sealed.length);
    }

    @Override
    public SecretKey duplicates() {
        return new SecretKeySpec(new byte[32], "SipHash");
    }
}
