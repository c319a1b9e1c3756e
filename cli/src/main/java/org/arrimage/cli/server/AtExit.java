// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something exactly once: when closed, or when this process is told to end before that
 * (Ctrl-C, SIGTERM).
 */
public final class AtExit implements AutoCloseable {

    private final Runnable action;
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread hook;

    public AtExit(Runnable action) {
        this.action = action;
        this.hook = new Thread(this::once);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether it was done, or is being done. */
    public boolean done() {
        return done.get();
    }

    @Override
    public void close() {
        once();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            done.set(true); // the process is ending: its hooks run, this one finds the work done
        }
    }

    private void once() {
        if (done.compareAndSet(false, true)) {
            action.run();
        }
    }
}
