// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
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
    private final Runnable recovered;

    /**
     * Reads a track to its end.
     *
     * @param recovered called by the main track's reader once what a restart interrupted is read
     */
    LaneReader(MessageLog log, Lane lane, Track track, Runnable recovered) {
        this.log = log;
        this.lane = lane;
        this.track = track;
        this.recovered = recovered;
    }

    @Override
    public void run() {
        try {
            if (track == lane.main()) {
                while (!recover()) {
                    Thread.sleep(LONGEST_WAIT);
                }
                recovered.run();
            }
            readToEnd(track);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads what was in hand at the restart, in the order of the log; false to try again. */
    private boolean recover() {
        try {
            List<Track> interrupted = lane.tracks().interrupted();
            long until = lane.tracks().interruptedUntil();
            long from = interrupted.stream().mapToLong(Track::readTo).min().orElse(until);
            while (from < until) {
                Page page = log.read(from, lane.rules().source(), LARGEST_PAGE);
                offer(lane, interrupted, page, until);
                from = page.readTo();
            }
            lane.recovered();
            return true;
        } catch (DataAccessException unreadable) {
            LOG.warn("Lane {} cannot read the log; trying again", lane.id());
            return false;
        }
    }

    /** Each message to the track it belongs to, in the order of the log. */
    static void offer(Lane lane, List<Track> interrupted, Page page, long until) {
        for (LoggedMessage message : page.messages()) {
            for (Track track : interrupted) {
                if (message.position() <= until) {
                    lane.offer(track, new Page(List.of(message), message.position()));
                }
            }
        }
        for (Track track : interrupted) {
            lane.offer(track, new Page(List.of(), Math.min(page.readTo(), until)));
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
                log.awaitAfter(page.readTo());
            }
        } catch (DataAccessException unreadable) {
            LOG.warn(
                    "Lane {} cannot read the log after position {}; trying again", lane.id(), from);
            Thread.sleep(LONGEST_WAIT);
        }
    }
}
