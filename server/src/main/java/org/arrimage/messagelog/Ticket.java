// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place in the writer's queue: what the connection's thread waits on before it acknowledges. */
public final class Ticket {

    private final Incoming incoming;
    private final CountDownLatch committed = new CountDownLatch(1);
    private volatile long position;

    Ticket(Incoming incoming) {
        this.incoming = incoming;
    }

    Incoming incoming() {
        return incoming;
    }

    void commit(long givenPosition) {
        position = givenPosition;
        committed.countDown();
    }

    /** The message's place in the log, once it is durable. */
    public long position() {
        return position;
    }

    /**
     * Waits until the message is on disk.
     *
     * @return false when {@code atMost} went by first: nothing may be acknowledged then, although
     *     the message may still be recorded later
     */
    public boolean awaitDurable(Duration atMost) throws InterruptedException {
        return committed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
