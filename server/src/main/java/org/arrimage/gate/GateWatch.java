// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.evidence.FactsRecorded;
import org.arrimage.kernel.ClockMoved;
import org.arrimage.route.Routes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Notices that business time passed the end of a clearance, so that a hold is told even when no
 * message comes; and that facts or a scenario's clock changed.
 */
@Component
class GateWatch implements SmartLifecycle {

    /** Longest real time between the end of a clearance and the moment it is told. */
    private static final long TICK_MILLIS = 250;

    private static final Logger LOG = LoggerFactory.getLogger(GateWatch.class);

    private final GateHouse gate;
    private final Routes routes;
    private final Semaphore bell = new Semaphore(0);
    private volatile @Nullable Thread watch;

    GateWatch(GateHouse gate, Routes routes) {
        this.gate = gate;
        this.routes = routes;
    }

    @EventListener
    void factsRecorded(FactsRecorded event) {
        gate.factsChanged();
        gate.settle();
    }

    @EventListener
    void clockMoved(ClockMoved event) {
        gate.settle();
    }

    @Override
    public void start() {
        gate.takeAll(routes.all());
        gate.ringWhenChanged(bell::release);
        watch = Thread.ofVirtual().name("gate-watch").start(this::watch);
    }

    private void watch() {
        boolean troubled = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (bell.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
                gate.settle();
                troubled = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The edge of the loop: the database may be away. Each tick tries again; the log
                // hears of it once.
                if (!troubled) {
                    LOG.warn("Changes of clearance cannot be made known yet", e);
                }
                troubled = true;
            }
        }
    }

    @Override
    public void stop() {
        Thread running = watch;
        watch = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    /** After the routes are read, before anything listens. */
    @Override
    public int getPhase() {
        return Routes.PHASE + 10;
    }
}
