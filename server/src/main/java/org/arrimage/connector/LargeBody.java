// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.mllp.Pieces;

import java.io.IOException;

/** A body that is sent piece by piece, since memory does not hold it. */
public interface LargeBody extends Pieces {

    /** SHA-256 of what was written; empty until it was written to its end. */
    byte[] sha256();

    /** A piece cannot be had: the destination and the way to it are not at fault. */
    final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        public Unreadable(Throwable cause) {
            super("a large value cannot be read: " + cause.getClass().getSimpleName(), cause);
        }
    }
}
