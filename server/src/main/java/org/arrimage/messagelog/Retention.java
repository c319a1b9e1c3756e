// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.database.Repeated;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drops whole partitions whose days are over, and never one that a reader still needs: the slowest
 * position, a parked key, a hold. By business time, so that a day's end can be played.
 */
@Component
public final class Retention implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** Receipts stay a day longer than the messages they are about. */
    private static final int MARGIN_DAYS = 1;

    private final MessageLog log;
    private final ObjectProvider<Reader> readers;
    private final InstantSource clock;
    private final ReentrantLock pass = new ReentrantLock();
    private int pauses;
    private @Nullable Repeated repeated;

    /** Who reads the log, and keeps things about its messages. */
    public interface Reader {

        /** The lowest position that still has to be read; {@link Long#MAX_VALUE} for none. */
        long needs();

        /** Nothing of days before this one (since 1970) is about a message that is kept. */
        void forget(int day);
    }

    Retention(MessageLog log, ObjectProvider<Reader> readers, InstantSource clock) {
        this.log = log;
        this.readers = readers;
        this.clock = clock;
    }

    /** Lets retention go on. */
    public interface Pause extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Drops nothing until the result is closed: whoever copies the log needs all of it, and what a
     * hold keeps must not move meanwhile. Waits for a pass that runs.
     */
    public Pause pause() {
        pass.lock();
        try {
            pauses++;
        } finally {
            pass.unlock();
        }
        return () -> {
            pass.lock();
            try {
                pauses--;
            } finally {
                pass.unlock();
            }
        };
    }

    /** Drops what may go now; returns how many partitions went. */
    public int run() {
        pass.lock();
        try {
            return pauses > 0 ? 0 : drop();
        } finally {
            pass.unlock();
        }
    }

    private int drop() {
        Instant now = clock.instant();
        log.prepare(now);
        long floor = log.end() + 1;
        for (Reader reader : readers) {
            floor = Math.min(floor, reader.needs());
        }
        int dropped = log.drop(now, floor);
        int oldest = log.oldestDay(now) - MARGIN_DAYS;
        readers.forEach(reader -> reader.forget(oldest));
        if (dropped > 0) {
            LOG.info("Retention dropped {} partition(s) of the log", dropped);
        }
        return dropped;
    }

    @Override
    public void start() {
        repeated = Repeated.start("retention", EVERY, this::run);
    }

    @Override
    public void stop() {
        Repeated stopping = repeated;
        if (stopping != null) {
            stopping.close();
            repeated = null;
        }
    }

    @Override
    public boolean isRunning() {
        return repeated != null;
    }

    @Override
    public int getPhase() {
        return MessageLog.PHASE + 20;
    }
}
