// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Step 8 of a message's path: the receipts of all that ended and the new positions of their lanes,
 * in one commit shared by all that waits.
 *
 * <p>The queue is bounded by the windows of the lanes: nothing enters that was not read.
 */
final class Settlement implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Gathering for this long makes one commit of many; it also is the delay of a position. */
    private static final long GATHER_MILLIS = 2;

    private static final int LARGEST_BATCH = 4_096;

    private final LaneStore store;
    private final LinkedBlockingQueue<Settled> ended = new LinkedBlockingQueue<>();

    Settlement(LaneStore store) {
        this.store = store;
    }

    /** Settles an answered message: its key is free at once, its receipt is in the next commit. */
    void add(Settled settled) {
        ended.add(settled);
    }

    @Override
    public void run() {
        List<Settled> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(ended.take());
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                ended.drainTo(batch, LARGEST_BATCH - 1);
                commit(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<Settled> batch) throws InterruptedException {
        Map<Lane, List<Settled>> byLane = new HashMap<>();
        for (Settled settled : batch) {
            byLane.computeIfAbsent(settled.lane(), _ -> new ArrayList<>()).add(settled);
        }
        Map<LaneId, Checkpoint> positions = new HashMap<>();
        byLane.forEach((lane, settled) -> positions.put(lane.id(), lane.settle(settled)));
        // The same batch again is harmless: each of its statements says what is, not what changes.
        while (true) {
            try {
                store.settle(batch, positions);
                byLane.forEach((lane, settled) -> lane.committed(settled.size()));
                return;
            } catch (DataAccessException failure) {
                LOG.warn(
                        "Receipts cannot be written; {} message(s) may be sent again after a crash;"
                                + " trying again",
                        batch.size());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }
}
