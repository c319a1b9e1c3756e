// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something to become true on the other side of a socket. */
final class Patience {

    /** Long enough for a loaded machine; met at once on an idle one. */
    static final Duration USUAL = Duration.ofSeconds(40);

    private static final long STEP_NANOS = 20_000_000;

    /** Something that can be asked over a socket. */
    @FunctionalInterface
    interface Question {
        boolean ask() throws IOException;
    }

    private Patience() {}

    /** Whether it became true in time. */
    static boolean until(Duration wait, Question question) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            if (question.ask()) {
                return true;
            }
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** Whether it became true in the usual time. */
    static boolean until(Question question) throws IOException {
        return until(USUAL, question);
    }

    /** Whether it stays false for this long. */
    static boolean never(Duration wait, Question question) throws IOException {
        return !until(wait, question);
    }
}
