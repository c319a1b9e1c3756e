// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.keys.BenchmarkKey;
import org.arrimage.keys.DataKey;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Seals as the server does, always with the same key. */
final class OneKey implements Sealing {

    private final DataKey key = BenchmarkKey.made();

    @Override
    public Sealer sealer() {
        return new Sealer() {
            @Override
            public int key() {
                return key.id();
            }

            @Override
            public byte[] seal(byte[] plain, int length, long context) {
                return key.seal(plain, 0, length, context);
            }
        };
    }

    @Override
    public byte[] open(int number, byte[] sealed, long context) {
        return key.open(sealed, 0, sealed.length, context);
    }

    @Override
    public SecretKey duplicates() {
        return new SecretKeySpec(new byte[16], "SipHash");
    }
}
