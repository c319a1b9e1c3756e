// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A stream that hands out given pieces, one a read, then ends, or stays silent as a socket with a
 * read timeout does.
 */
final class ChoppedStream extends InputStream {

    private static final byte[] SILENCE = new byte[0];

    private final Deque<byte[]> pieces = new ArrayDeque<>();
    int reads;

    ChoppedStream(byte[]... pieces) {
        for (byte[] piece : pieces) {
            if (piece.length > 0) {
                this.pieces.add(piece);
            }
        }
    }

    /** After the pieces so far, one read times out. */
    ChoppedStream thenSilence() {
        pieces.add(SILENCE);
        return this;
    }

    ChoppedStream then(byte[] piece) {
        pieces.add(piece);
        return this;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("one byte at a time is too slow to be used");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        reads++;
        byte[] piece = pieces.poll();
        if (piece == null) {
            return -1;
        }
        if (piece.length == 0) {
            throw new SocketTimeoutException("silence");
        }
        int given = Math.min(length, piece.length);
        System.arraycopy(piece, 0, target, offset, given);
        if (given < piece.length) {
            pieces.push(Arrays.copyOfRange(piece, given, piece.length));
        }
        return given;
    }
}
