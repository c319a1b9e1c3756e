// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.backup.UndecidedLanes;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Retention;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every open lane, their readers, and the settlement they share. */
@Component
public final class Lanes implements SmartLifecycle, Retention.Reader {

    /** Starts after the log, stops before it. */
    public static final int PHASE = MessageLog.PHASE + 10;

    private static final long CLOSING_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final MessageLog log;
    private final LaneStore store;
    private final ParkedStore parked;
    private final ReplayStore replays;
    private final RelayedAnswers answers;
    private final InstantSource clock;
    private final UndecidedLanes undecided;
    private final Settlement settlement;
    private final Map<LaneId, Open> open = new ConcurrentHashMap<>();
    private @Nullable Thread settling;

    private record Open(Lane lane, List<Thread> readers, long backlog, long appendedAtOpening) {}

    Lanes(
            MessageLog log,
            LaneStore store,
            ParkedStore parked,
            ReplayStore replays,
            RelayedAnswers answers,
            InstantSource clock,
            UndecidedLanes undecided) {
        this.log = log;
        this.store = store;
        this.parked = parked;
        this.replays = replays;
        this.answers = answers;
        this.clock = clock;
        this.undecided = undecided;
        this.settlement = new Settlement(store);
    }

    /**
     * Opens a lane where it was left; a new one begins at the end of the log. One that a restore
     * left undecided reads nothing: it is opened anew once someone has decided.
     */
    public Lane open(LaneId id, LaneRules rules) {
        LaneStore.Stored stored = store.open(id, log.end(), false);
        Checkpoint checkpoint = stored.checkpoint();
        LaneTracks tracks = new LaneTracks(checkpoint, stored.parkedMessages());
        List<LaneCommit.ParkedRow> rows = parked.in(store.number(id));
        for (LaneCommit.ParkedRow row : rows) {
            tracks.restore(restored(row), row.release(), row.until());
        }
        replays.in(store.number(id)).forEach(tracks::add);
        Lane lane = new Lane(id, rules, tracks, clock, settlement::add);
        MessageLog.Mark mark = log.mark(rules.source());
        long backlog = log.count(checkpoint.lowWater(), mark.end(), rules.source());
        List<Thread> readers = new CopyOnWriteArrayList<>();
        if (undecided.mayRun(id.route(), id.asset())) {
            readers.add(
                    read(
                            lane,
                            lane.main(),
                            () ->
                                    tracks.unfinished()
                                            .forEach(track -> readers.add(read(lane, track)))));
        }
        if (!tracks.counted()) {
            readers.add(
                    Thread.ofVirtual()
                            .name("lane-recount " + id)
                            .start(new Recount(log::read, lane, checkpoint, rows)));
        }
        open.put(id, new Open(lane, readers, backlog, mark.appended()));
        return lane;
    }

    static Parked restored(LaneCommit.ParkedRow row) {
        Parked parked =
                new Parked(row.id(), row.position(), row.receivedAt(), row.since(), row.reason());
        row.keys().forEach(parked::take);
        parked.moved().putAll(row.moved());
        parked.state(row.state());
        return parked;
    }

    private Thread read(Lane lane, Track main, Runnable recovered) {
        return Thread.ofVirtual()
                .name("lane-reader " + lane.id())
                .start(new LaneReader(log, lane, main, recovered));
    }

    private Thread read(Lane lane, Track track) {
        return read(lane, track, () -> {});
    }

    /** Prepares a lane that only relays: it has receipts and no reader. */
    public void openRelay(LaneId id) {
        store.open(id, log.end(), true);
    }

    /**
     * Closes a lane once what is in flight has its answer on disk; its position stays. A
     * destination that does not answer is not waited for longer than {@link #CLOSING_MILLIS}: what
     * it had in hand is sent again when the lane opens.
     */
    public void close(LaneId id) {
        Open closing = open.remove(id);
        if (closing == null) {
            return;
        }
        closing.lane().close();
        closing.readers().forEach(Thread::interrupt);
        try {
            if (!closing.lane().awaitQuiet(CLOSING_MILLIS)) {
                LOG.warn("Lane {} was closed while its destination kept silent", id);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The message ended: its key is free, its receipt goes into the next commit. */
    public void settle(Lane lane, Work work, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> lane.delivered(work, delivered);
            case Outcome.Parked parked -> lane.park(work, parked);
        }
    }

    /** Keeps what a destination answered to a request, for one who asks the same again. */
    public void relayed(LaneId lane, long position, RelayedAnswer answer) {
        answers.keep(store.number(lane), position, answer);
    }

    /** What the destination answered to the request at a position before. */
    public Optional<RelayedAnswer> relayed(LaneId lane, long position) {
        return answers.find(store.number(lane), position);
    }

    /**
     * Sends a parked message again, with everything that waits behind it, in order.
     *
     * @return false when nothing is parked there, another release of the lane is still being read,
     *     or the lane waits for a decision since a restore
     */
    public boolean release(LaneId id, long position) {
        Open target = open.get(id);
        if (target == null || !undecided.mayRun(id.route(), id.asset())) {
            return false;
        }
        Optional<Track> track = target.lane().release(position);
        track.ifPresent(each -> target.readers().add(read(target.lane(), each)));
        return track.isPresent();
    }

    /**
     * Sends messages again that the lane has passed, in order, beside what arrives.
     *
     * @param from first position
     * @param to last position; what the lane has not read yet is left to it
     * @param by who asked
     * @return the replay's number; empty when the lane is not open, nothing lies there, or the lane
     *     waits for a decision since a restore
     */
    public Optional<Long> replay(LaneId id, long from, long to, String by) {
        Open target = open.get(id);
        if (target == null || from < 1 || !undecided.mayRun(id.route(), id.asset())) {
            return Optional.empty();
        }
        long last = Math.min(to, target.lane().readTo(target.lane().main()));
        if (from > last) {
            return Optional.empty();
        }
        long number = replays.begin(store.number(id), from, last, by);
        Track track =
                new Track(Track.Kind.REPLAY, number, new Checkpoint(from - 1, List.of()), last);
        target.lane().replay(track);
        target.readers().add(read(target.lane(), track));
        return Optional.of(number);
    }

    /**
     * What an operator wants to know of a lane.
     *
     * @param lag messages of the source that are recorded and not settled here
     * @param delivered delivered since the start of this process
     * @param parked waiting for a person
     * @param waiting the lane waits for its destination or its route
     * @param stopped too many keys are parked: it reads no further
     * @param oldestSeconds age of the oldest message that waits in its window; 0 when none does
     */
    public record LaneStatus(
            long lag,
            long delivered,
            long parked,
            boolean waiting,
            boolean stopped,
            double oldestSeconds) {}

    /** How a lane stands; empty when it is not open. */
    public Optional<LaneStatus> status(LaneId id) {
        Open found = open.get(id);
        if (found == null) {
            return Optional.empty();
        }
        LaneCounts counts = found.lane().counts();
        long appended =
                log.appendedSinceStart(found.lane().rules().source()) - found.appendedAtOpening();
        long unread = Math.max(0, found.backlog() + appended - counts.readCount());
        double oldest =
                counts.oldest()
                        .map(at -> Math.max(0, (clock.millis() - at.toEpochMilli()) / 1_000.0))
                        .orElse(0.0);
        return Optional.of(
                new LaneStatus(
                        unread + counts.waiting(),
                        counts.delivered(),
                        counts.parked(),
                        counts.paused(),
                        counts.stopped(),
                        oldest));
    }

    /** How many messages for an open lane lie after one position, up to another. */
    OptionalLong between(LaneId id, long after, long upTo) {
        Open found = open.get(id);
        if (found == null) {
            return OptionalLong.empty();
        }
        short source = found.lane().rules().source();
        return OptionalLong.of(log.count(after, upTo, source));
    }

    /** Parked messages, the oldest first. */
    public List<ParkedMessage> parked(int limit) {
        return parked.oldest(limit);
    }

    /** What became of messages from a position on. */
    public List<Ending> endings(long fromPosition) {
        List<Ending> endings = new ArrayList<>(store.endings(fromPosition));
        endings.addAll(answers.endings(fromPosition));
        return endings;
    }

    // ---- retention

    @Override
    public long needs() {
        long lowest = store.needs(open.keySet());
        for (Open each : open.values()) {
            lowest = Math.min(lowest, each.lane().needs());
        }
        return lowest;
    }

    @Override
    public void forget(int before) {
        store.partitions().dropBefore(before);
        answers.partitions().dropBefore(before);
    }

    @Override
    public void start() {
        parked.sealEarlier();
        settling = Thread.ofPlatform().name("settlement").start(settlement);
    }

    @Override
    public void stop() {
        for (LaneId id : List.copyOf(open.keySet())) {
            close(id);
        }
        Thread stopping = settling;
        if (stopping != null) {
            stopping.interrupt();
            settling = null;
        }
    }

    @Override
    public boolean isRunning() {
        return settling != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
