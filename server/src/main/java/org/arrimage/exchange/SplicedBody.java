// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.LargeBody;
import org.arrimage.hl7v2.Skeleton;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A skeleton, edited, that is sent with its large values in their places. */
final class SplicedBody implements LargeBody {

    private final byte[] skeleton;
    private final Skeleton.Values values;
    private volatile byte[] digest = {};

    SplicedBody(byte[] skeleton, Skeleton.Values values) {
        this.skeleton = skeleton;
        this.values = values;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest sha256 = Settling.sha256();
        try {
            Skeleton.writeTo(new DigestOutputStream(out, sha256), skeleton, values);
        } catch (RuntimeException unreadable) {
            // Whatever kept a piece from being read, the receiver must not take half for whole.
            throw new Unreadable(unreadable);
        }
        digest = sha256.digest();
    }

    @Override
    public byte[] sha256() {
        return digest.clone();
    }
}
