// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

/**
 * One whole message as a receiver got it.
 *
 * @param patient PID-3, the ordering key
 * @param nth place among all arrivals, from 1
 * @param attempt how often this control id has arrived, from 1
 * @param life how many deaths of the engine, its database or a connection were told before it came
 * @param connectionLife how many were told before its connection was opened
 * @param nanos when, on the clock of {@link System#nanoTime()}
 */
record Arrival(
        String controlId,
        String patient,
        int nth,
        int attempt,
        int life,
        int connectionLife,
        long nanos) {

    /** Whether something died between the two, so that a sender may rightly be in doubt. */
    boolean deathSince(Arrival earlier) {
        return life != earlier.life || connectionLife != earlier.connectionLife;
    }
}
