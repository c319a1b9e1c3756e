// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

/**
 * How long and how often to measure; the median of the rounds is kept.
 *
 * @param rounds 1 to 100
 * @param seconds length of a round's load, at most 3,600
 * @param messages most messages in a round; 0 for no such bound
 */
public record Rounds(int rounds, double seconds, long messages) {

    /** Shorter tells little of a percentile at a steady rate. */
    private static final double SHORTEST_STEADY = 20;

    /** Messages a second for which a long round has room. */
    private static final int ROOM_PER_SECOND = 40_000;

    /** 12 bytes each in the load's process. */
    private static final int MOST_MESSAGES = 32 << 20;

    public Rounds {
        if (rounds < 1 || rounds > 100 || !(seconds > 0 && seconds <= 3_600) || messages < 0) {
            throw new IllegalArgumentException(
                    "need 1 to 100 rounds, 0 < seconds <= 3600, messages >= 0, got "
                            + rounds
                            + ", "
                            + seconds
                            + " and "
                            + messages);
        }
    }

    /** The same, long enough for a steady rate: 20 s. */
    public Rounds steady() {
        return new Rounds(rounds, Math.max(seconds, SHORTEST_STEADY), messages);
    }

    /** The same with this length, when that is shorter. */
    Rounds within(double most) {
        return new Rounds(rounds, Math.min(seconds, most), messages);
    }

    /** Room for the messages of a round. */
    int capacity() {
        return (int) Math.clamp(seconds * ROOM_PER_SECOND, Tally.CAPACITY, MOST_MESSAGES);
    }
}
