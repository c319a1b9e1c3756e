// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;

/**
 * Whether a lane may send just now. Opened by a destination that does not answer, half-open with
 * one message once the wait is over, closed by an answer; and never faster than the agreed rate.
 * Times are those of {@link System#nanoTime}. Guarded by the lane's lock.
 */
final class Circuit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /**
     * Rates are kept over this long: a destination that allows 10 a second gets one each 100 ms.
     */
    private static final long BURST = SECOND / 10;

    private final int perSecond;
    private long pausedUntil;
    private boolean paused;
    private int failures;
    private boolean probeOut;
    private double tokens = 1;
    private long refilled;

    Circuit(int perSecond, long now) {
        this.perSecond = perSecond;
        this.refilled = now;
    }

    /** The destination does not answer; true when it did until now. */
    boolean open(long now, IntToLongFunction waitMillis) {
        if (failures > 0 && paused(now)) {
            return false; // one outage, however many messages met it
        }
        failures++;
        pause(now, waitMillis.applyAsLong(failures));
        return failures == 1;
    }

    /** Nothing is sent for a while; what comes after is not a trial. */
    void pause(long now, long millis) {
        paused = true;
        probeOut = false;
        pausedUntil = now + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Ends a pause at once; a trial stays one. */
    void resume() {
        paused = false;
        probeOut = false;
    }

    /** The trial ended without telling: another may go. */
    void returned() {
        probeOut = false;
    }

    /** The destination answers; true when it did not before. */
    boolean close() {
        boolean opened = failures > 0;
        if (opened) {
            resume();
            failures = 0;
        }
        return opened;
    }

    boolean paused(long now) {
        if (paused && pausedUntil - now <= 0) {
            paused = false;
        }
        return paused;
    }

    /** Whether it waits for the destination. */
    boolean waiting(long now) {
        return paused(now) || failures > 0;
    }

    /** How many messages may go now, at most {@code asked}. */
    int allow(int asked, long now) {
        if (paused(now) || probeOut) {
            return 0;
        }
        int most = failures > 0 ? 1 : asked;
        if (perSecond == 0) {
            return most;
        }
        double full = Math.max(1, perSecond * (double) BURST / SECOND);
        tokens = Math.min(full, tokens + (now - refilled) * (double) perSecond / SECOND);
        refilled = now;
        return Math.min(most, (int) tokens);
    }

    /** So many went. */
    void went(int messages) {
        probeOut = failures > 0 && messages > 0;
        tokens -= perSecond == 0 ? 0 : messages;
    }

    /** Whether fewer may go than are ready. */
    boolean limits() {
        return paused || perSecond > 0;
    }

    /** When to ask again, if time alone will change the answer. */
    OptionalLong next(long now) {
        if (paused) {
            return OptionalLong.of(pausedUntil);
        }
        return perSecond > 0 && tokens < 1
                ? OptionalLong.of(now + (long) ((1 - tokens) * SECOND / perSecond) + 1)
                : OptionalLong.empty();
    }
}
