// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.WarmUp;

import java.io.IOException;

/**
 * Loads an engine and the limit until their pace stops rising: the first seconds measure Java's
 * compiler. Bounded, since a pace may drift for ever.
 */
final class WarmingUp {

    /** Length of a round, in seconds. */
    static final double ROUND = 3;

    /** Fewest rounds: on two cores Java's compiler takes its time under load. */
    private static final int FEWEST_ROUNDS = 8;

    /** Most rounds: a minute and a half. */
    private static final int MOST_ROUNDS = 30;

    /** A pace within this share of the best so far rises no more. */
    private static final double RISE = 1.03;

    /** So many rounds without a rise are enough. */
    private static final int STEADY_ROUNDS = 3;

    private WarmingUp() {}

    /** Warms both. The limit takes its turn in each round, as it will when it counts. */
    static WarmUp of(Stand stand, Work work, Rounds rounds)
            throws IOException, InterruptedException {
        var closedLoop = new Work(work.payload(), work.connections(), work.patients(), 0);
        Rounds each = new Rounds(1, rounds.seconds(), 0).within(ROUND);
        double seconds = 0;
        double limitSeconds = 0;
        double best = 0;
        int steady = 0;
        for (int i = 0; i < MOST_ROUNDS && (i < FEWEST_ROUNDS || steady < STEADY_ROUNDS); i++) {
            Measured round = stand.round(closedLoop, each);
            seconds += round.load().seconds();
            limitSeconds += round.limit().seconds();
            steady = round.delivered() > best * RISE ? 0 : steady + 1;
            best = Math.max(best, round.delivered());
        }
        return new WarmUp(seconds, limitSeconds, steady >= STEADY_ROUNDS);
    }
}
