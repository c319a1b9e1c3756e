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
 * Step 4 of a message's path: fills a track's window from the log, fresh messages from memory and
 * older ones from the database. A lane that is held or stopped just stops reading; its backlog
 * stays in the log and costs no memory.
 */
final class LaneReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final int LARGEST_PAGE = 256;

    private final MessageLog log;
    private final Lane lane;
    private final Track track;
    private final List<Track> before;

    /** Reads a track to its end, once those that must come before it are read to theirs. */
    LaneReader(MessageLog log, Lane lane, Track track, List<Track> before) {
        this.log = log;
        this.lane = lane;
        this.track = track;
        this.before = before;
    }

    @Override
    public void run() {
        try {
            for (Track each : before) {
                readToEnd(each);
            }
            readToEnd(track);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void readToEnd(Track each) throws InterruptedException {
        int room = lane.awaitRoom(each);
        while (room > 0) {
            readInto(each, room);
            room = lane.awaitRoom(each);
        }
    }

    private void readInto(Track each, int room) throws InterruptedException {
        long from = lane.readTo(each);
        try {
            Page page = log.read(from, lane.rules().source(), Math.min(room, LARGEST_PAGE));
            lane.offer(each, page);
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
