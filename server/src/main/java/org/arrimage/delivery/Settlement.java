// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Step 8 of a message's path: the receipts of all that ended and the new positions of their lanes,
 * in one commit shared by all that waits.
 *
 * <p>The queue holds each lane once at most; what a lane has to commit is bounded by its window.
 */
final class Settlement implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    /** Gathering for this long makes one commit of many; it also is the delay of a position. */
    private static final long GATHER_MILLIS = 5;

    private final LaneStore store;
    private final LinkedBlockingQueue<Lane> dirty = new LinkedBlockingQueue<>();

    Settlement(LaneStore store) {
        this.store = store;
    }

    /** The lane has something to commit. */
    void add(Lane lane) {
        dirty.add(lane);
    }

    @Override
    public void run() {
        List<Lane> lanes = new ArrayList<>();
        try {
            while (true) {
                lanes.clear();
                lanes.add(dirty.take());
                TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                dirty.drainTo(lanes);
                commit(lanes.stream().map(Lane::collect).toList());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<LaneCommit> commits) throws InterruptedException {
        while (true) {
            try {
                store.settle(commits);
                commits.forEach(commit -> commit.lane().committed(commit));
                return;
            } catch (DataAccessException failure) {
                LOG.warn(
                        "Receipts of {} lane(s) cannot be written ({}); their messages may be sent"
                                + " again after a crash; trying again",
                        commits.size(),
                        failure.getClass().getSimpleName());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }
}
