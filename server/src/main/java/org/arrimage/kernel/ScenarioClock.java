// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Business time of a demonstration or a test: stands still until told, and never goes back, so that
 * what has lapsed stays lapsed.
 */
public final class ScenarioClock implements InstantSource {
    private final AtomicReference<Instant> now;

    /** Starts, and stands still, at the given instant. */
    public ScenarioClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /**
     * Moves to a later instant.
     *
     * @return true if time is now {@code at}; false, and nothing moved, if {@code at} is in the
     *     past
     */
    public boolean moveTo(Instant at) {
        Instant reached =
                now.accumulateAndGet(at, (old, asked) -> asked.isBefore(old) ? old : asked);
        return reached.equals(at);
    }
}
