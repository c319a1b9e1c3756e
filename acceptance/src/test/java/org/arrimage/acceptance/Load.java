// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.time.Duration;

/**
 * How much is sent, and how patiently.
 *
 * @param connections senders at once, each with patients of its own
 * @param patientsEach patients of one sender, in turn
 * @param pause of a sender after each acknowledgement
 * @param patience longest wait for an answer before a message is sent again
 * @param padding bytes added to each message
 */
record Load(int connections, int patientsEach, Duration pause, Duration patience, int padding) {

    static Load of(int connections) {
        return new Load(connections, 10, Duration.ZERO, Duration.ofSeconds(20), 0);
    }

    /** The same from senders that rest after each acknowledgement. */
    Load resting(Duration rest) {
        return new Load(connections, patientsEach, rest, patience, padding);
    }

    /** The same with another wait for an answer. */
    Load patientFor(Duration wait) {
        return new Load(connections, patientsEach, pause, wait, padding);
    }

    /** The same with larger messages. */
    Load padded(int bytes) {
        return new Load(connections, patientsEach, pause, patience, bytes);
    }
}
