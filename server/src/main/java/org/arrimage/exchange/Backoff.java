// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.route.RouteDefinition.Retry;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling, with a ceiling, and with jitter. */
final class Backoff {

    private final RandomGenerator chance;

    Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * The wait in milliseconds after {@code failures} failures in a row, at least 1: between half
     * and all of the doubled wait, so that many that failed together do not come back together.
     */
    long waitMillis(Retry retry, int failures) {
        long wait = retry.first().toMillis();
        long ceiling = retry.ceiling().toMillis();
        for (int i = 1; i < failures && wait < ceiling; i++) {
            wait = Math.min(wait * 2, ceiling);
        }
        return Math.max(1, wait / 2 + chance.nextLong(wait / 2 + 1));
    }
}
