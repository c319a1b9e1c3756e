// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.backup.UndecidedLanes;
import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.OrderingKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Every open lane, their readers, and the settlement they share. */
@Component
public final class Lanes implements SmartLifecycle {

    /** Starts after the log, stops before it. */
    public static final int PHASE = MessageLog.PHASE + 10;

    private static final long CLOSING_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final MessageLog log;
    private final LaneStore store;
    private final Settlement settlement;
    private final UndecidedLanes undecided;
    private final Map<LaneId, Open> open = new ConcurrentHashMap<>();
    private @Nullable Thread settling;

    /** Without a reader, a lane is open for its position to be seen and sends nothing. */
    private record Open(Lane lane, Optional<Thread> reader, long backlog, long appendedAtOpening) {}

    Lanes(MessageLog log, LaneStore store, UndecidedLanes undecided) {
        this.log = log;
        this.store = store;
        this.settlement = new Settlement(store);
        this.undecided = undecided;
    }

    /**
     * Opens a lane where it was left; a new one begins at the end of the log. One that a restore
     * left undecided reads nothing: it is opened anew once someone has decided.
     */
    public Lane open(LaneId id, LaneRules rules) {
        Checkpoint checkpoint = store.open(id, log.end());
        KeySet parkedKeys = new KeySet();
        List<OrderingKeys> parked = store.parkedKeys(id);
        parked.forEach(parkedKeys::addAll);
        Lane lane = new Lane(id, rules, checkpoint, parkedKeys, parked.size());
        long appended = log.appendedSinceStart(rules.source());
        long backlog = log.countAfter(checkpoint.lowWater(), rules.source());
        Optional<Thread> reader =
                undecided.mayRun(id.route(), id.asset())
                        ? Optional.of(
                                Thread.ofVirtual()
                                        .name("lane-reader " + id)
                                        .start(new LaneReader(log, lane, settlement)))
                        : Optional.empty();
        open.put(id, new Open(lane, reader, backlog, appended));
        return lane;
    }

    /** Prepares a lane that only relays: it has receipts and no reader. */
    public void openRelay(LaneId id) {
        store.open(id, log.end());
        undecided.relaysOnly(id.route(), id.asset());
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
        closing.reader().ifPresent(Thread::interrupt);
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
        if (outcome instanceof Outcome.Parked parked) {
            lane.park(work, parked).forEach(settlement::add);
        } else {
            settlement.add(lane.answered(work, outcome));
        }
    }

    /** Records what became of a request whose answer was relayed. */
    public void relayed(
            LaneId lane,
            long position,
            String outcome,
            String answered,
            byte[] sent,
            byte[] answer) {
        store.relayed(lane, position, outcome, answered, sent, answer);
    }

    /**
     * Tries a parked message again, with everything parked that shares its keys, in order.
     *
     * @return how many messages go again; 0 when nothing is parked there, or the lane waits for a
     *     decision since a restore
     */
    public int replay(LaneId id, long position) {
        Open target = open.get(id);
        Optional<OrderingKeys> keys = store.parkedAt(id, position);
        if (target == null || target.reader().isEmpty() || keys.isEmpty()) {
            return 0;
        }
        List<LoggedMessage> again = new ArrayList<>();
        for (long each : sharing(keys.get(), store.parkedIn(id))) {
            log.at(each).ifPresent(again::add);
        }
        return target.lane().unpark(again);
    }

    /** Positions that share a key with the given ones, or with one that does, and so on. */
    private static Set<Long> sharing(OrderingKeys first, List<LaneStore.ParkedAt> parked) {
        KeySet keys = new KeySet();
        keys.addAll(first);
        Set<Long> positions = new TreeSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (LaneStore.ParkedAt each : parked) {
                if (keys.touches(each.keys()) && positions.add(each.position())) {
                    keys.addAll(each.keys());
                    grown = true;
                }
            }
        }
        return positions;
    }

    /**
     * What an operator wants to know of a lane.
     *
     * @param lag messages of the source that are recorded and not settled here
     * @param delivered delivered since the start of this process
     * @param parked waiting for a person
     * @param waiting the lane waits before its next attempt
     */
    public record LaneStatus(long lag, long delivered, long parked, boolean waiting) {}

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
        return Optional.of(
                new LaneStatus(
                        unread + counts.waiting(),
                        counts.delivered(),
                        counts.parked(),
                        counts.paused()));
    }

    /** How many messages for an open lane lie after one position, up to another. */
    OptionalLong between(LaneId id, long after, long upTo) {
        Open found = open.get(id);
        if (found == null) {
            return OptionalLong.empty();
        }
        short source = found.lane().rules().source();
        return OptionalLong.of(log.countAfter(after, source) - log.countAfter(upTo, source));
    }

    /** Parked messages, the oldest first. */
    public List<ParkedMessage> parked(int limit) {
        return store.parked(limit);
    }

    /** What became of messages from a position on. */
    public List<Ending> endings(long fromPosition) {
        return store.endings(fromPosition);
    }

    @Override
    public void start() {
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
