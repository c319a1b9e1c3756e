// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts how many messages wait for a person in a lane, when a skip after a restore has changed it:
 * what waits is listed nowhere, so the log is read once from the first parked position on, beside
 * the lane. Counts as of the moment the lane was opened; what changed since, the lane knows.
 */
final class Recount implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Recount.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 256;

    private final Reading log;
    private final Lane lane;
    private final Checkpoint main;
    private final Set<Long> above;
    private final Map<Long, List<Waiting>> byKey = new HashMap<>();
    private long first = Long.MAX_VALUE;

    /** The log, as {@link org.arrimage.messagelog.MessageLog#read} gives it. */
    @FunctionalInterface
    interface Reading {
        Page read(long position, short source, int limit);
    }

    /** A parked message; what of its release was settled before. */
    private record Waiting(Parked parked, LaneCommit.ParkedRow row, Set<Long> settled) {

        static Waiting of(LaneCommit.ParkedRow row) {
            return new Waiting(Lanes.restored(row), row, new HashSet<>(row.release().above()));
        }

        boolean covers(long position, OrderingKeys keys) {
            boolean open =
                    row.state() == Parked.State.PARKED
                            || (position > row.release().lowWater()
                                    && position <= row.until()
                                    && !settled.contains(position));
            return open && parked.covers(keys, position);
        }
    }

    /**
     * Of a lane that was just opened.
     *
     * @param main where it stands
     * @param rows what is parked in it, as stored
     */
    Recount(Reading log, Lane lane, Checkpoint main, List<LaneCommit.ParkedRow> rows) {
        this.log = log;
        this.lane = lane;
        this.main = main;
        this.above = new HashSet<>(main.above());
        for (LaneCommit.ParkedRow row : rows) {
            Waiting waiting = Waiting.of(row);
            row.keys().forEach((key, from) -> add(key, from, waiting));
            row.moved().forEach((key, from) -> add(key, from, waiting));
        }
    }

    private void add(long key, long from, Waiting waiting) {
        byKey.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(waiting);
        first = Math.min(first, from);
    }

    @Override
    public void run() {
        try {
            while (true) {
                try {
                    lane.counted(count());
                    return;
                } catch (DataAccessException unreadable) {
                    LOG.warn("Lane {} cannot count what is parked; trying again", lane.id());
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the log; the lane closing interrupts it. */
    long count() throws InterruptedException {
        long last = main.above().isEmpty() ? main.lowWater() : main.above().getLast();
        long count = 0;
        long from = first - 1;
        while (from < last) {
            Page page = log.read(from, lane.rules().source(), PAGE);
            for (LoggedMessage message : page.messages()) {
                count += waits(message) ? 1 : 0;
            }
            from = page.readTo();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return count;
    }

    private boolean waits(LoggedMessage message) {
        long position = message.position();
        boolean passed = position <= main.lowWater() || above.contains(position);
        if (!passed || !lane.rules().accepts().test(message.message().type())) {
            return false;
        }
        OrderingKeys keys = lane.rules().order().keysOf(message);
        for (int i = 0; i < keys.count(); i++) {
            for (Waiting waiting : byKey.getOrDefault(keys.at(i), List.of())) {
                if (waiting.covers(position, keys)) {
                    return true;
                }
            }
        }
        return false;
    }
}
