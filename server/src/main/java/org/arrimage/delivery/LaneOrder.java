// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * What of a lane may go now, what waits behind other messages of its keys, and what waits before
 * its next attempt. Times are those of {@link System#nanoTime}. Guarded by the lane's lock.
 */
final class LaneOrder {

    private final KeyQueues keys = new KeyQueues();
    private final ArrayDeque<Work> ready = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>((one, other) -> Long.compare(one.due - other.due, 0));

    /** A message that waits before its next attempt, still the first of its keys. */
    private record Later(Work work, long due) {}

    /** Adds a message behind those of its keys. */
    void add(Work work) {
        if (keys.add(work)) {
            makeReady(work);
        }
    }

    /** Whether one may go now that has not failed before. */
    boolean hasReady() {
        return !ready.isEmpty();
    }

    private void makeReady(Work first) {
        first.state(Work.State.READY);
        ready.addLast(first);
    }

    /** How many may go. */
    int ready(long now) {
        Later next = later.peek();
        while (next != null && next.due - now <= 0) {
            ready.addLast(later.remove().work);
            next = later.peek();
        }
        return ready.size();
    }

    List<Work> take(int count) {
        List<Work> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Work next = ready.removeFirst();
            next.taken();
            taken.add(next);
        }
        return taken;
    }

    /** Lets a taken message wait; its keys wait with it. */
    void retry(Work taken, long due) {
        taken.state(Work.State.READY);
        later.add(new Later(taken, due));
    }

    /** A taken message was not sent: it goes first. */
    void putBack(Work taken) {
        taken.givenBack();
        ready.addFirst(taken);
    }

    /** When the next one that waits may go, if one does. */
    OptionalLong next() {
        Later next = later.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.due);
    }

    /** A taken message ended: what follows in its keys may go. */
    void free(Work taken) {
        keys.release(taken).forEach(this::makeReady);
    }

    /** Takes out a message with everything that must not overtake it, in order. */
    List<Work> remove(Work taken) {
        KeyQueues.Removed removed = keys.removeWithFollowers(taken);
        removed.ready().forEach(this::makeReady);
        return removed.taken();
    }
}
