// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory of all large messages that are being read, on every link together: who asks for more
 * than there is waits, which is the back-pressure its sender feels, and is cut off when it waits
 * for longer than a silence may last. Messages of usual size never ask.
 */
final class ByteBudget {

    private static final int UNIT = 1024;

    /** An eighth of the heap: a message is held in a buffer, as a body and as a packed one. */
    private static final int SHARE_OF_HEAP = 8;

    /** What one message may need in memory, with the copy made when its buffer grows. */
    private static final long LEAST = 32L << 20;

    private final Semaphore units;
    private final Duration patience;

    ByteBudget(ConnectorSettings settings) {
        long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        this.units = new Semaphore(units(Math.max(share, LEAST)), true);
        this.patience = settings.frameTimeout();
    }

    /** What one connection holds of it. For that connection's thread. */
    final class Share {

        private int held;

        /** Asks for a buffer of this size, in place of the one before. */
        void grow(long bytes) throws IOException {
            int more = units(bytes);
            try {
                if (!units.tryAcquire(more, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("no memory is free for a large message just now");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("closing");
            }
            units.release(held);
            held = more;
        }

        /** Gives back everything. */
        void free() {
            if (held > 0) {
                units.release(held);
                held = 0;
            }
        }
    }

    Share share() {
        return new Share();
    }

    private static int units(long bytes) {
        return Math.toIntExact((bytes + UNIT - 1) / UNIT);
    }
}
