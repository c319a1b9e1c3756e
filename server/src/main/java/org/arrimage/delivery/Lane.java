// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;

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

    private final KeyQueues keys = new KeyQueues();
    private final ArrayDeque<Work> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>((one, other) -> Long.compare(one.due - other.due, 0));
    private final Circuit circuit;
    private final LaneTracks tracks;
    private List<LaneCommit.Receipt> receipts = new ArrayList<>();

    private long delivered;
    private long readCount;
    private int inFlight;
    private int committing;
    private int idle;
    private boolean noted;
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
        lock.lock();
        try {
            return track.readTo();
        } finally {
            lock.unlock();
        }
    }

    Track main() {
        return tracks.main();
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

    /** True when there is something to commit although nothing was sent. */
    private boolean enter(Track track, LoggedMessage message) {
        OrderingKeys order = rules.order().keysOf(message);
        LaneTracks.Admission admission = tracks.admit(track, message.position(), order);
        if (admission == LaneTracks.Admission.PASSED) {
            return false;
        }
        Work entering = new Work(message, order, track);
        track.window().add(entering);
        if (admission != LaneTracks.Admission.GOES) {
            track.window().settle(entering);
        } else if (keys.add(entering)) {
            makeReady(entering);
        }
        return admission == LaneTracks.Admission.WAITS;
    }

    private void makeReady(Work first) {
        first.state(Work.State.READY);
        ready.addLast(first);
        work.signal();
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
                wakeDue(now);
                int share = Math.min(most, (ready.size() + idle) / (idle + 1));
                int allowed = share == 0 ? 0 : circuit.allow(share, now);
                if (allowed > 0) {
                    return takeReady(allowed);
                }
                if (deadline - now <= 0) {
                    return List.of();
                }
                idle++;
                try {
                    work.awaitNanos(nextEvent(now, deadline) - now);
                } finally {
                    idle--;
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Work> takeReady(int count) {
        circuit.went(count);
        List<Work> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Work next = ready.removeFirst();
            next.taken();
            taken.add(next);
        }
        inFlight += count;
        return taken;
    }

    private void wakeDue(long now) {
        Later next = later.peek();
        while (next != null && next.due - now <= 0) {
            ready.addLast(later.remove().work);
            next = later.peek();
        }
    }

    private long nextEvent(long now, long deadline) {
        long event = ready.isEmpty() ? deadline : circuit.next(now, deadline);
        Later next = later.peek();
        return next != null && next.due - event < 0 ? next.due : event;
    }

    /** A message that waits before its next attempt, still the first of its keys. */
    private record Later(Work work, long due) {}

    /** Lets a message wait before its next attempt; its keys wait with it, others go on. */
    public void retryLater(Work taken, long millis) {
        lock.lock();
        try {
            taken.state(Work.State.READY);
            inFlight--;
            circuit.returned();
            later.add(new Later(taken, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a message back unsent: it stays the first of its keys. */
    public void putBack(Work taken) {
        lock.lock();
        try {
            taken.givenBack();
            inFlight--;
            circuit.returned();
            ready.addFirst(taken);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Stops giving out work for a while, since the route may not run. */
    public void pause(long millis) {
        lock.lock();
        try {
            circuit.pause(System.nanoTime(), millis);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The destination does not answer: a wait, then one message to try it with.
     *
     * @param waitMillis the wait after so many failures in a row
     * @return true when it answered until now
     */
    public boolean unreachable(IntToLongFunction waitMillis) {
        lock.lock();
        try {
            return circuit.open(System.nanoTime(), waitMillis);
        } finally {
            lock.unlock();
        }
    }

    /** The destination answers, whatever it says; true when it did not before. */
    public boolean reachable() {
        lock.lock();
        try {
            return closeCircuit();
        } finally {
            lock.unlock();
        }
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
        for (Work next : keys.release(taken)) {
            makeReady(next);
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
            KeyQueues.Removed removed = keys.removeWithFollowers(taken);
            removed.taken().forEach(each -> tracks.park(parked, each));
            removed.ready().forEach(this::makeReady);
            note();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages this lane has delivered since it was opened. */
    public long delivered() {
        lock.lock();
        try {
            return delivered;
        } finally {
            lock.unlock();
        }
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
            Optional<Track> begun = tracks.release(position);
            begun.ifPresent(_ -> note());
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages wait behind the parked one at a position, itself included. */
    long parkedAt(long position) {
        lock.lock();
        try {
            return tracks.parked().at(position).map(Parked::messages).orElse(0L);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to send settled messages again. */
    void replay(Track track) {
        lock.lock();
        try {
            tracks.add(track);
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
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
                    tracks.parked().messages(),
                    circuit.waiting(System.nanoTime()),
                    tracks.parked().full(),
                    oldest);
        } finally {
            lock.unlock();
        }
    }

    /** The lowest position that this lane may still have to read. */
    long needs() {
        lock.lock();
        try {
            return tracks.needs();
        } finally {
            lock.unlock();
        }
    }
}
