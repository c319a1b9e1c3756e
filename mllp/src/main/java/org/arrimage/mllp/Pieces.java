// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is too long to be held in memory, to be sent. */
@FunctionalInterface
public interface Pieces {

    /**
     * Writes the whole body, piece by piece.
     *
     * @throws IOException what {@code out} threw, or because a piece cannot be had: then the block
     *     is never ended, so that its receiver takes nothing for whole
     */
    void writeTo(OutputStream out) throws IOException;
}
