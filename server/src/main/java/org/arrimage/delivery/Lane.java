// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * A destination's way through the log: what was read and is not settled yet, in order per key.
 *
 * <p>The window bounds both the memory of a lane and the duplicates after a crash: only what was
 * sent and not yet committed as settled can be sent again. One in flight per key, across retries;
 * keys go in parallel on as many threads as call {@link #take}.
 */
public final class Lane {

    private final LaneId id;
    private final LaneRules rules;
    private final InstantSource clock;
    private final Dirty dirty;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();

    private final LaneOrder order = new LaneOrder();
    private final Circuit circuit;
    private final LaneTracks tracks;
    private List<LaneCommit.Receipt> receipts = new ArrayList<>();

    private long delivered;
    private long readCount;
    private int inFlight;
    private int committing;
    private int idle;
    private boolean noted;
    private boolean recovered;
    private boolean closed;

    /** Told that a lane has something to commit. */
    @FunctionalInterface
    interface Dirty {
        void lane(Lane lane);
    }

    Lane(LaneId id, LaneRules rules, LaneTracks tracks, InstantSource clock, Dirty dirty) {
        this.id = id;
        this.rules = rules;
        this.clock = clock;
        this.dirty = dirty;
        this.tracks = tracks;
        this.circuit = new Circuit(rules.perSecond(), System.nanoTime());
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** Which destination of which route this is. */
    public LaneId id() {
        return id;
    }

    LaneRules rules() {
        return rules;
    }

    // ---- the readers' side: step 4

    /** Waits until a track's window has room; 0 once the lane is closed or all is read. */
    int awaitRoom(Track track) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !track.readAll() && (track.window().full(rules) || stopped(track))) {
                room.await();
            }
            return closed || track.readAll() ? 0 : rules.window() - track.window().size();
        } finally {
            lock.unlock();
        }
    }

    private boolean stopped(Track track) {
        return track.kind() == Track.Kind.MAIN && tracks.parked().full();
    }

    long readTo(Track track) {
        return locked(() -> track.readTo());
    }

    Track main() {
        return tracks.main();
    }

    LaneTracks tracks() {
        return tracks;
    }

    /** What was interrupted by the restart is in the queues again: parked keys may be released. */
    void recovered() {
        locked(() -> {
            recovered = true;
            return true;
        });
    }

    /** Takes in what the log has; messages that are not for this lane are passed over. */
    void offer(Track track, Page page) {
        lock.lock();
        try {
            boolean changed = false;
            for (LoggedMessage message : page.messages()) {
                readCount += track.kind() == Track.Kind.MAIN ? 1 : 0;
                if (rules.accepts().test(message.message().type())) {
                    changed |= enter(track, message);
                }
            }
            changed |= tracks.read(track, page.readTo());
            if (changed) {
                note();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where the reading of what a restart interrupted begins. */
    long lowestInterrupted() {
        return locked(() -> tracks.interrupted().stream().mapToLong(Track::readTo).min().orElse(0));
    }

    /** Takes in what a restart interrupted: each message by the track it belongs to, in order. */
    void offerInterrupted(Page page, long until) {
        lock.lock();
        try {
            for (LoggedMessage message : page.messages()) {
                for (Track track : tracks.interrupted()) {
                    if (message.position() <= until) {
                        offer(track, new Page(List.of(message), message.position()));
                    }
                }
            }
            long readTo = Math.min(page.readTo(), until);
            for (Track track : tracks.interrupted()) {
                offer(track, new Page(List.of(), readTo));
            }
        } finally {
            lock.unlock();
        }
    }

    /** True when there is something to commit although nothing was sent. */
    private boolean enter(Track track, LoggedMessage message) {
        OrderingKeys keys = rules.order().keysOf(message);
        LaneTracks.Admission admission = tracks.admit(track, message.position(), keys);
        if (admission == LaneTracks.Admission.PASSED) {
            return false;
        }
        Work entering = new Work(message, keys, track);
        track.window().add(entering);
        if (admission != LaneTracks.Admission.GOES) {
            track.window().settle(entering);
        } else if (order.add(entering)) {
            work.signal();
        }
        return admission == LaneTracks.Admission.WAITS;
    }

    // ---- the workers' side: steps 5 to 7

    /**
     * The next messages that may go.
     *
     * @param most how many at most; idle threads of the lane are left their share
     * @return none when none came within {@code atMostMillis}
     */
    public List<Work> take(int most, long atMostMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (!closed) {
                long now = System.nanoTime();
                int ready = order.ready(now);
                int share = Math.min(most, (ready + idle) / (idle + 1));
                int allowed = share == 0 ? 0 : circuit.allow(share, now);
                if (allowed > 0) {
                    circuit.went(allowed);
                    inFlight += allowed;
                    return order.take(allowed);
                }
                if (deadline - now <= 0) {
                    return List.of();
                }
                idle++;
                try {
                    work.awaitNanos(nextEvent(ready, now, deadline) - now);
                } finally {
                    idle--;
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private long nextEvent(int ready, long now, long deadline) {
        return order.next(ready == 0 ? deadline : circuit.next(now, deadline));
    }

    /** Lets a message wait before its next attempt; its keys wait with it, others go on. */
    public void retryLater(Work taken, long millis) {
        lock.lock();
        try {
            inFlight--;
            circuit.returned();
            order.retry(taken, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a message back unsent: it stays the first of its keys. */
    public void putBack(Work taken) {
        lock.lock();
        try {
            inFlight--;
            circuit.returned();
            order.putBack(taken);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Stops giving out work for a while, since the route may not run. */
    public void pause(long millis) {
        locked(() -> {
            circuit.pause(System.nanoTime(), millis);
            return true;
        });
    }

    /**
     * The destination does not answer: a wait, then one message to try it with.
     *
     * @param waitMillis the wait after so many failures in a row
     * @return true when it answered until now
     */
    public boolean unreachable(IntToLongFunction waitMillis) {
        return locked(() -> circuit.open(System.nanoTime(), waitMillis));
    }

    /** The destination answers, whatever it says; true when it did not before. */
    public boolean reachable() {
        return locked(() -> closeCircuit());
    }

    private boolean closeCircuit() {
        boolean opened = circuit.close();
        if (opened) {
            work.signalAll();
        }
        return opened;
    }

    /** Ends a pause at once: the route was released, or what it waits for may have changed. */
    public void resume() {
        lock.lock();
        try {
            circuit.resume();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The destination has answered: what follows in the same keys may go; step 8 comes next. */
    void delivered(Work taken, Outcome.Delivered outcome) {
        lock.lock();
        try {
            delivered++;
            closeCircuit();
            end(taken, true, outcome.answered(), outcome.sent());
            tracks.settled(taken);
            freeKeys(taken);
        } finally {
            lock.unlock();
        }
    }

    private void end(Work taken, boolean accepted, String answered, byte[] sent) {
        inFlight--;
        receipts.add(
                new LaneCommit.Receipt(
                        taken.position(), taken.attempts(), accepted, answered, sent));
        note();
    }

    private void freeKeys(Work taken) {
        for (int more = order.free(taken); more > 0; more--) {
            work.signal();
        }
    }

    /** Parks a message with its keys; one that was sent again on request is noted as refused. */
    void park(Work taken, Outcome.Parked reason) {
        lock.lock();
        try {
            circuit.returned();
            if (taken.replayed()) {
                taken.track().countRefused();
                end(taken, false, reason.code(), new byte[0]);
                taken.track().window().settle(taken);
                freeKeys(taken);
                return;
            }
            inFlight--;
            Parked parked = tracks.parked().park(taken.logged(), clock.instant(), reason);
            order.remove(taken).forEach(each -> tracks.park(parked, each));
            work.signalAll();
            note();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages this lane has delivered since it was opened. */
    public long delivered() {
        return locked(() -> delivered);
    }

    // ---- the operator's side

    /**
     * Begins to send a parked message again, with all that waits behind it, in order.
     *
     * @return what to read; empty when nothing is parked there or another release is not done
     */
    Optional<Track> release(long position) {
        lock.lock();
        try {
            Optional<Track> begun = recovered ? tracks.release(position) : Optional.empty();
            begun.ifPresent(_ -> note());
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Where a person must look. */
    List<Long> parkedPositions() {
        return locked(() -> tracks.parked().all().stream() .filter(each -> each.state() == Parked.State.PARKED) .map(Parked::position) .toList());
    }

    /** Begins to send settled messages again. */
    void replay(Track track) {
        locked(() -> {
            tracks.add(track);
            return true;
        });
    }

    // ---- the settlement's side: step 8

    private void note() {
        if (!noted) {
            noted = true;
            dirty.lane(this);
        }
    }

    /** What is to be committed now; all of it is as of one moment. */
    LaneCommit collect() {
        lock.lock();
        try {
            noted = false;
            List<LaneCommit.Receipt> ended = receipts;
            receipts = new ArrayList<>(ended.size());
            committing++;
            return tracks.collect(this, ended);
        } finally {
            lock.unlock();
        }
    }

    /** What was collected is on disk. */
    void committed(LaneCommit commit) {
        lock.lock();
        try {
            committing--;
            tracks.committed(commit);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in flight or waits for its commit; false when that took too long. */
    boolean awaitQuiet(long atMostMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (busy() && left > 0) {
                left = room.awaitNanos(left);
            }
            return !busy();
        } finally {
            lock.unlock();
        }
    }

    private boolean busy() {
        return inFlight > 0 || committing > 0 || noted;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True once the lane gives out no more work. */
    public boolean closed() {
        return locked(() -> closed);
    }

    LaneCounts counts() {
        lock.lock();
        try {
            Optional<Instant> oldest =
                    tracks.main()
                            .window()
                            .oldest()
                            .map(first -> first.logged().message().receivedAt());
            return new LaneCounts(
                    tracks.main().window().waiting(),
                    readCount,
                    delivered,
                    tracks.parkedMessages(),
                    circuit.waiting(System.nanoTime()),
                    tracks.parked().full(),
                    oldest);
        } finally {
            lock.unlock();
        }
    }

    /** The lowest position that this lane may still have to read. */
    long needs() {
        return locked(() -> tracks.needs());
    }
}
