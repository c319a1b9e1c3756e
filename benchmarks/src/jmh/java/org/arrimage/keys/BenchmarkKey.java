// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import javax.crypto.spec.SecretKeySpec;

/** The way to a data key from another package. */
public final class BenchmarkKey {
    private BenchmarkKey() {}

    /** A key that seals: number 1, of no secret. */
    public static DataKey made() {
        return DataKey.made(1, new SecretKeySpec(new byte[32], "AES"), 7);
    }
}
