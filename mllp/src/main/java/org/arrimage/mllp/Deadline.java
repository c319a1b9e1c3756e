// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The end of a wait that must not last for ever. One thread looks at all of them, twenty times a
 * second: an alarm set and cancelled for each wait of a virtual thread cost more than the waits,
 * where answers come within a millisecond (decision 0017). Ends are up to {@link #PRECISION} late.
 */
public final class Deadline implements AutoCloseable {

    /** How late an end may be. */
    public static final Duration PRECISION = Duration.ofMillis(50);

    private static final long UNARMED = 0;
    private static final long LATE = 1;
    private static final Set<Deadline> WATCHED = ConcurrentHashMap.newKeySet();

    static {
        Thread.ofPlatform().daemon().name("deadlines").start(Deadline::look);
    }

    private final Runnable end;
    private final AtomicLong due = new AtomicLong(UNARMED);

    private Deadline(Runnable end) {
        this.end = end;
    }

    /**
     * A wait to be watched once it is armed, until {@link #close}.
     *
     * @param end ends the wait; called once at most, and may not wait itself
     */
    public static Deadline of(Runnable end) {
        Deadline deadline = new Deadline(end);
        WATCHED.add(deadline);
        return deadline;
    }

    /** The wait begins, or begins anew. */
    public void arm(Duration atMost) {
        long before = due.get();
        if (before != LATE) {
            // Never one of the two values that mean something else; two nanoseconds are not missed.
            due.compareAndSet(before, (System.nanoTime() + atMost.toNanos()) | 2);
        }
    }

    /** The wait is over. */
    public void disarm() {
        long before = due.get();
        if (before != LATE) {
            due.compareAndSet(before, UNARMED);
        }
    }

    /** Whether the wait was ended since it had lasted too long; it stays so. */
    public boolean late() {
        return due.get() == LATE;
    }

    @Override
    public void close() {
        WATCHED.remove(this);
    }

    private static void look() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(PRECISION.toNanos());
                long now = System.nanoTime();
                WATCHED.forEach(each -> each.endIfDue(now));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void endIfDue(long now) {
        long at = due.get();
        if (at != UNARMED && at != LATE && at - now <= 0 && due.compareAndSet(at, LATE)) {
            end.run();
        }
    }
}
