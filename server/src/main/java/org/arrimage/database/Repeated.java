// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;

/**
 * Work on what is stored that is done again and again, on a thread of its own. When the database is
 * away, the next turn tries again.
 */
public final class Repeated implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final String name;
    private final Duration every;
    private final Runnable work;
    private final Thread thread;

    private Repeated(String name, Duration every, Runnable work) {
        this.name = name;
        this.every = every;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
    }

    /**
     * Begins; the first turn comes after the first pause.
     *
     * @param name of the thread, and of the work in the log
     * @param every the pause between two turns
     */
    public static Repeated start(String name, Duration every, Runnable work) {
        Repeated repeated = new Repeated(name, every, work);
        repeated.thread.start();
        return repeated;
    }

    private void repeat() {
        try {
            while (true) {
                Thread.sleep(every);
                try {
                    work.run();
                } catch (DataAccessException unavailable) {
                    LOG.warn("{} could not run: {}", name, unavailable.getClass().getSimpleName());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
