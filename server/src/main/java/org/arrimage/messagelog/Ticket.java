// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.mllp.Deadline;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A place in the writer's queue: what the connection's thread waits on before it acknowledges. */
public final class Ticket {

    private static final Waiter NONE = new Waiter(null, null);

    private final Incoming incoming;
    private final boolean repeated;
    private final @Nullable Ticket first;
    private final AtomicReference<@Nullable Waiter> waiters = new AtomicReference<>(NONE);
    private volatile long position;

    /** A thread that waits, and the one that came before it. */
    private record Waiter(@Nullable Thread thread, @Nullable Waiter next) {}

    /** Of a message that is new. */
    Ticket(Incoming incoming) {
        this.incoming = incoming;
        this.repeated = false;
        this.first = null;
    }

    private Ticket(Incoming incoming, @Nullable Ticket first, long position) {
        this.incoming = incoming;
        this.repeated = true;
        this.first = first;
        this.position = position;
    }

    /** Of a message that came before and is not on disk yet: both wait for the first one. */
    static Ticket repeating(Ticket first) {
        return new Ticket(first.incoming, first, 0);
    }

    /** Of a message that came before and is on disk. */
    static Ticket repeating(LoggedMessage first) {
        return new Ticket(first.message(), null, first.position());
    }

    /** The message; the first one, for a repeated one. */
    public Incoming incoming() {
        return incoming;
    }

    void commit(long givenPosition) {
        position = givenPosition;
        Waiter waiter = waiters.getAndSet(null);
        while (waiter != null && waiter.thread() != null) {
            LockSupport.unpark(waiter.thread());
            waiter = waiter.next();
        }
    }

    /** The message's place in the log, once it is durable; that of the first of a repeated one. */
    public long position() {
        return first == null ? position : first.position();
    }

    /** When the message came; when the first one did, for a repeated one. */
    public Instant receivedAt() {
        return incoming.receivedAt();
    }

    /** The same message came before: it is not recorded again and gets the first one's answer. */
    public boolean repeated() {
        return repeated;
    }

    /**
     * Waits until the message is on disk.
     *
     * @return false when {@code atMost} went by first: nothing may be acknowledged then, although
     *     the message may still be recorded later
     */
    public boolean awaitDurable(Duration atMost) throws InterruptedException {
        return first == null ? await(atMost) : first.await(atMost);
    }

    private boolean await(Duration atMost) throws InterruptedException {
        if (position != 0 || !join()) {
            return true;
        }
        Thread waiting = Thread.currentThread();
        try (Deadline deadline = Deadline.of(() -> LockSupport.unpark(waiting))) {
            deadline.arm(atMost);
            while (position == 0) {
                if (deadline.late()) {
                    return false;
                }
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        return true;
    }

    /** Adds this thread to those that are woken; false when the message is on disk already. */
    private boolean join() {
        while (true) {
            Waiter before = waiters.get();
            if (before == null) {
                return false;
            }
            if (waiters.compareAndSet(before, new Waiter(Thread.currentThread(), before))) {
                return true;
            }
        }
    }
}
