// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.Page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A destination's way through the log: what was read and is not settled yet, in order per key.
 *
 * <p>The window bounds both the memory of a lane and the duplicates after a crash: only what was
 * sent and not yet settled can be sent again. One in flight per key, across retries; keys go in
 * parallel on as many threads as call {@link #take}.
 */
public final class Lane {

    private final LaneId id;
    private final LaneRules rules;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();

    private final Window window = new Window();
    private final KeyQueues keys = new KeyQueues();
    private final ArrayDeque<Work> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>((one, other) -> Long.compare(one.due - other.due, 0));
    private final Set<Long> unparking = new HashSet<>();
    private final KeySet parkedKeys;
    private final Set<Long> skipOnRead;

    private long readTo;
    private long delivered;
    private long parked;
    private long readCount;
    private long pausedUntil;
    private int inFlight;
    private int uncommitted;
    private boolean closed;

    Lane(LaneId id, LaneRules rules, Checkpoint checkpoint, KeySet parkedKeys, long parked) {
        this.id = id;
        this.rules = rules;
        this.readTo = checkpoint.lowWater();
        this.skipOnRead = new HashSet<>(checkpoint.above());
        this.parkedKeys = parkedKeys;
        this.parked = parked;
    }

    /** Which destination of which route this is. */
    public LaneId id() {
        return id;
    }

    LaneRules rules() {
        return rules;
    }

    // ---- the reader's side: step 4

    /** Waits until the window has room; 0 once the lane is closed. */
    int awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && window.full(rules)) {
                room.await();
            }
            return closed ? 0 : rules.window() - window.size();
        } finally {
            lock.unlock();
        }
    }

    long readTo() {
        lock.lock();
        try {
            return readTo;
        } finally {
            lock.unlock();
        }
    }

    /** Takes in what the log has; messages that are not for this lane are passed over. */
    List<Settled> offer(Page page) {
        lock.lock();
        try {
            List<Settled> behindParked = new ArrayList<>(0);
            for (LoggedMessage message : page.messages()) {
                readCount++;
                if (!skipOnRead.remove(message.position())
                        && rules.accepts().test(message.message().type())) {
                    enter(message, behindParked);
                }
            }
            readTo = Math.max(readTo, page.readTo());
            return behindParked;
        } finally {
            lock.unlock();
        }
    }

    private void enter(LoggedMessage message, List<Settled> behindParked) {
        Work entering = new Work(message, rules.order().keysOf(message), false);
        window.add(entering);
        if (parkedKeys.touches(entering.keys())) {
            parkedKeys.addAll(entering.keys());
            parked++;
            uncommitted++;
            entering.state(Work.State.ANSWERED);
            behindParked.add(new Settled(this, entering, Settled.behind()));
        } else if (keys.add(entering)) {
            makeReady(entering);
        }
    }

    private void makeReady(Work first) {
        first.state(Work.State.READY);
        ready.addLast(first);
        work.signal();
    }

    // ---- the worker's side: steps 5 to 7

    /** The next message that may go; empty when none came within {@code atMostMillis}. */
    public Optional<Work> take(long atMostMillis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (!closed) {
                long now = System.nanoTime();
                boolean paused = pausedUntil != 0 && pausedUntil - now > 0;
                wakeDue(now);
                if (!paused && !ready.isEmpty()) {
                    Work taken = ready.removeFirst();
                    taken.state(Work.State.IN_FLIGHT);
                    inFlight++;
                    return Optional.of(taken);
                }
                if (deadline - now <= 0) {
                    return Optional.empty();
                }
                work.awaitNanos(nextEvent(paused, deadline) - now);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void wakeDue(long now) {
        Later next = later.peek();
        while (next != null && next.due - now <= 0) {
            ready.addLast(later.remove().work);
            next = later.peek();
        }
    }

    private long nextEvent(boolean paused, long deadline) {
        long event = deadline;
        if (paused && pausedUntil - event < 0) {
            event = pausedUntil;
        }
        Later next = later.peek();
        return !paused && next != null && next.due - event < 0 ? next.due : event;
    }

    /** A message that waits before its next attempt, still the first of its keys. */
    private record Later(Work work, long due) {}

    /** Lets a message wait before its next attempt; its keys wait with it, others go on. */
    public void retryLater(Work taken, long millis) {
        lock.lock();
        try {
            taken.state(Work.State.READY);
            inFlight--;
            later.add(new Later(taken, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis)));
            work.signal();
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

    /** Counts an attempt, just before the message is sent. */
    public void attempting(Work taken) {
        lock.lock();
        try {
            taken.attempted();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a message back untouched: it stays the first of its keys. */
    public void putBack(Work taken) {
        lock.lock();
        try {
            taken.state(Work.State.READY);
            inFlight--;
            ready.addFirst(taken);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Stops giving out work for a while; what is in flight goes on. */
    public void pause(long millis) {
        lock.lock();
        try {
            pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a pause at once: the destination answers again, or the route was released. */
    public void resume() {
        lock.lock();
        try {
            pausedUntil = 0;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The destination has answered: what follows in the same keys may go; step 8 comes next. */
    Settled answered(Work taken, Outcome outcome) {
        lock.lock();
        try {
            taken.state(Work.State.ANSWERED);
            inFlight--;
            uncommitted++;
            for (Work next : keys.release(taken)) {
                makeReady(next);
            }
            if (outcome instanceof Outcome.Delivered) {
                delivered++;
            }
            if (taken.unparked()) {
                parked--;
                unparking.remove(taken.position());
            }
            return new Settled(this, taken, outcome);
        } finally {
            lock.unlock();
        }
    }

    /** Parks a message, with everything of its keys that was already read behind it. */
    List<Settled> park(Work taken, Outcome.Parked reason) {
        lock.lock();
        try {
            List<Settled> settled = new ArrayList<>();
            inFlight--;
            for (Work each : keys.removeWithFollowers(taken)) {
                uncommitted++;
                parkedKeys.addAll(each.keys());
                ready.remove(each);
                later.removeIf(waiting -> waiting.work == each);
                unparking.remove(each.position());
                each.state(Work.State.ANSWERED);
                parked += each.unparked() ? 0 : 1;
                settled.add(new Settled(this, each, each == taken ? reason : Settled.behind()));
            }
            return settled;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Brings parked messages back, in order, ahead of what arrives from now on.
     *
     * @return how many; those that are already on their way again do not count
     */
    int unpark(List<LoggedMessage> messages) {
        lock.lock();
        try {
            int again = 0;
            for (LoggedMessage message : messages) {
                again += unpark(message) ? 1 : 0;
            }
            return again;
        } finally {
            lock.unlock();
        }
    }

    private boolean unpark(LoggedMessage message) {
        if (!unparking.add(message.position())) {
            return false;
        }
        Work again = new Work(message, rules.order().keysOf(message), true);
        parkedKeys.removeAll(again.keys());
        if (keys.add(again)) {
            makeReady(again);
        }
        return true;
    }

    // ---- the settlement's side: step 8

    /** Notes what is about to be committed and gives the position to commit with it. */
    Checkpoint settle(List<Settled> batch) {
        lock.lock();
        try {
            for (Settled settled : batch) {
                settled.work().state(Work.State.SETTLED);
            }
            window.trim();
            room.signalAll();
            return window.checkpoint(readTo);
        } finally {
            lock.unlock();
        }
    }

    /** The batch that was noted is on disk. */
    void committed(int messages) {
        lock.lock();
        try {
            uncommitted -= messages;
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
            while ((inFlight > 0 || uncommitted > 0) && left > 0) {
                left = room.awaitNanos(left);
            }
            return inFlight == 0 && uncommitted == 0;
        } finally {
            lock.unlock();
        }
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
            boolean paused = pausedUntil != 0 && pausedUntil - System.nanoTime() > 0;
            return new LaneCounts(window.waiting(), readCount, delivered, parked, paused);
        } finally {
            lock.unlock();
        }
    }
}
