// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;
import java.util.List;

/**
 * Step 4 of a message's path: fills a lane's window from the log, fresh messages from memory and
 * older ones from the database. A lane that is held or stopped just stops reading; its backlog
 * stays in the log and costs no memory.
 */
final class LaneReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int LARGEST_PAGE = 256;

    private final MessageLog log;
    private final Lane lane;
    private final Settlement settlement;

    LaneReader(MessageLog log, Lane lane, Settlement settlement) {
        this.log = log;
        this.lane = lane;
        this.settlement = settlement;
    }

    @Override
    public void run() {
        try {
            while (true) {
                int room = lane.awaitRoom();
                if (room == 0) {
                    return;
                }
                readInto(room);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readInto(int room) throws InterruptedException {
        long from = lane.readTo();
        try {
            Page page = log.read(from, lane.rules().source(), Math.min(room, LARGEST_PAGE));
            List<Settled> behindParked = lane.offer(page);
            behindParked.forEach(settlement::add);
            if (page.messages().isEmpty()) {
                log.awaitAfter(page.readTo(), LONGEST_WAIT);
            }
        } catch (DataAccessException unreadable) {
            LOG.warn(
                    "Lane {} cannot read the log after position {}; trying again", lane.id(), from);
            Thread.sleep(LONGEST_WAIT);
        }
    }
}
