// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final LaneLedger ledger;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final LaneOrder order = new LaneOrder();
    private final Circuit circuit;
    private final LaneTracks tracks;
    private long delivered;
    private long readCount;
    private int inFlight;
    private int idle;
    private boolean recovered;
    private boolean closed;

    Lane(
            LaneId id,
            LaneRules rules,
            LaneTracks tracks,
            InstantSource clock,
            LaneLedger.Dirty dirty) {
        this.id = id;
        this.rules = rules;
        this.clock = clock;
        this.ledger = new LaneLedger(() -> dirty.lane(this));
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

    private void inside(Runnable step) {
        lock.lock();
        try {
            step.run();
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
            while (!closed && !track.readAll() && tracks.full(track, rules)) {
                room.await();
            }
            return closed || track.readAll() ? 0 : rules.window() - track.window().size();
        } finally {
            lock.unlock();
        }
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
        inside(() -> recovered = true);
    }

    /** Takes in what the log has; messages that are not for this lane are passed over. */
    void offer(Track track, Page page) {
        inside(() -> {
            if (closed) {
                return; // what an open lane has settled since may not be overwritten
            }
            boolean changed = false;
            for (LoggedMessage message : page.messages()) {
                readCount += track.kind() == Track.Kind.MAIN ? 1 : 0;
                if (rules.accepts().test(message.message().type())) {
                    changed |= enter(track, message);
                }
            }
            changed |= tracks.read(track, page.readTo());
            wakeOne(order.hasReady());
            if (changed) {
                ledger.note();
            }
        });
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
        } else {
            order.add(entering);
        }
        return admission == LaneTracks.Admission.WAITS;
    }

    /** So many messages waited for a person when the lane was opened; a closed lane keeps none. */
    void counted(long parkedAtOpening) {
        inside(() -> {
            if (!closed) {
                tracks.counted(parkedAtOpening);
                ledger.note();
            }
        });
    }

    // ---- the workers' side: steps 5 to 7

    /**
     * The next messages that may go.
     *
     * @param most how many at most; idle threads of the lane are left their share
     * @param wait whether to wait for one
     * @return none when none may go and it was not to wait, or when the lane is closed
     */
    public List<Work> take(int most, boolean wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                long now = System.nanoTime();
                int ready = order.ready(now);
                int share = Math.min(most, (ready + idle) / (idle + 1));
                int allowed = share == 0 ? 0 : circuit.allow(share, now);
                if (allowed > 0) {
                    circuit.went(allowed);
                    inFlight += allowed;
                    // Another takes its share of the rest, or watches the time.
                    wakeOne(ready > allowed || order.next().isPresent() || circuit.limits());
                    return order.take(allowed);
                }
                if (!wait) {
                    wakeOne(ready > 0 || order.next().isPresent());
                    return List.of();
                }
                // An alarm costs more than the rest of a turn: only when time alone brings work.
                OptionalLong next = ready == 0 ? order.next() : circuit.next(now);
                idle++;
                try {
                    if (next.isEmpty()) {
                        work.await();
                    } else {
                        work.awaitNanos(next.getAsLong() - now);
                    }
                } finally {
                    idle--;
                }
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Lets a message wait before its next attempt; its keys wait with it, others go on. */
    public void retryLater(Work taken, long millis) {
        inside(() -> {
            inFlight--;
            circuit.returned();
            order.retry(taken, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
            work.signal();
        });
    }

    /** Gives a message back unsent: it stays the first of its keys. */
    public void putBack(Work taken) {
        inside(() -> {
            inFlight--;
            circuit.returned();
            order.putBack(taken);
            work.signal();
        });
    }

    /** Stops giving out work for a while, since the route may not run. */
    public void pause(long millis) {
        inside(() -> circuit.pause(System.nanoTime(), millis));
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
        inside(() -> {
            circuit.resume();
            work.signalAll();
        });
    }

    /** The destination has answered: what follows in the same keys may go; step 8 comes next. */
    void delivered(Work taken, Outcome.Delivered outcome) {
        inside(() -> {
            delivered++;
            closeCircuit();
            end(taken, true, outcome.answered(), outcome.sent());
            tracks.settled(taken);
            order.free(taken); // who settles is the next to take
        });
    }

    private void end(Work taken, boolean accepted, String answered, byte[] sent) {
        inFlight--;
        ledger.add(
                new LaneCommit.Receipt(
                        taken.position(), taken.attempts(), accepted, answered, sent));
    }

    private void wakeOne(boolean forSomething) {
        if (forSomething && idle > 0) {
            work.signal();
        }
    }

    /** Parks a message with its keys; one that was sent again on request is noted as refused. */
    void park(Work taken, Outcome.Parked reason) {
        inside(() -> {
            circuit.returned();
            if (taken.replayed()) {
                taken.track().countRefused();
                end(taken, false, reason.code(), new byte[0]);
                taken.track().window().settle(taken);
                order.free(taken); // who settles is the next to take
                return;
            }
            inFlight--;
            Parked parked = tracks.parked().park(taken.logged(), clock.instant(), reason);
            order.remove(taken).forEach(each -> tracks.park(parked, each));
            work.signalAll();
            ledger.note();
        });
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
        return locked(() -> {
            Optional<Track> begun = recovered ? tracks.release(position) : Optional.empty();
            begun.ifPresent(_ -> ledger.note());
            return begun;
        });
    }

    /** Begins to send settled messages again. */
    void replay(Track track) {
        inside(() -> tracks.add(track));
    }

    // ---- the settlement's side: step 8

    /** What is to be committed now; all of it is as of one moment. */
    LaneCommit collect() {
        return locked(() -> tracks.collect(this, ledger.collect()));
    }

    /** What was collected is on disk. */
    void committed(LaneCommit commit) {
        inside(() -> {
            ledger.committed();
            tracks.committed(commit);
            room.signalAll();
        });
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
        return inFlight > 0 || ledger.busy();
    }

    void close() {
        inside(() -> {
            closed = true;
            room.signalAll();
            work.signalAll();
        });
    }

    /** True once the lane gives out no more work. */
    public boolean closed() {
        return locked(() -> closed);
    }

    LaneCounts counts() {
        return locked(() ->
                new LaneCounts(
                        tracks.main().window().waiting(),
                        readCount,
                        delivered,
                        tracks.parkedMessages(),
                        circuit.waiting(System.nanoTime()),
                        tracks.parked().full(),
                        tracks.main().window().oldest().map(Work::receivedAt)));
    }

    /** The lowest position that this lane may still have to read. */
    long needs() {
        return locked(() -> tracks.needs());
    }
}
