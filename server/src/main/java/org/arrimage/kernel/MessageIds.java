// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes message identifiers that always grow, even when many are made in one millisecond or the
 * clock steps back: a 48-bit millisecond and a 12-bit counter (RFC 9562 §6.2, methods 1 and 3),
 * then 62 random bits. Safe for concurrent use if the generator is.
 */
public final class MessageIds {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong latest = new AtomicLong();

    /**
     * Makes identifiers from the given time and chance.
     *
     * @param clock gives the millisecond
     * @param random gives the last 62 bits
     */
    public MessageIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new identifier, greater than every earlier one of this generator. */
    public MessageId next() {
        long tick =
                latest.accumulateAndGet(
                        clock.millis() << COUNTER_BITS, (before, now) -> Math.max(before + 1, now));
        long high = ((tick >>> COUNTER_BITS) << 16) | VERSION_7 | (tick & COUNTER_MASK);
        return new MessageId(new UUID(high, VARIANT | (random.nextLong() & RANDOM_BITS)));
    }
}
