// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The order within keys: a message may go when it is the first of each key it touches.
 *
 * <p>A merge touches two keys (HL7 v2.5.1 §3.6.2) and so waits for both, and both wait for it.
 * Memory is bounded by the lane's window. Not thread-safe: the lane's lock guards it.
 */
final class KeyQueues {

    private final Map<Long, ArrayDeque<Work>> queues = new HashMap<>();

    /** Adds a message behind those of its keys; true when it may go at once. */
    boolean add(Work work) {
        int ahead = 0;
        for (int i = 0; i < work.keys().count(); i++) {
            ArrayDeque<Work> queue =
                    queues.computeIfAbsent(work.keys().at(i), _ -> new ArrayDeque<>(2));
            if (!queue.isEmpty()) {
                ahead++;
            }
            queue.addLast(work);
        }
        work.ahead(ahead);
        return ahead == 0;
    }

    /** Removes a message that is the first of its keys; returns those that may go now. */
    List<Work> release(Work work) {
        List<Work> next = List.of();
        for (int i = 0; i < work.keys().count(); i++) {
            Long key = work.keys().at(i);
            ArrayDeque<Work> queue = queues.get(key);
            if (queue == null || queue.peekFirst() != work) {
                throw new IllegalStateException("released out of order: " + work.position());
            }
            queue.removeFirst();
            Work first = queue.peekFirst();
            if (first == null) {
                queues.remove(key);
                continue;
            }
            first.ahead(first.ahead() - 1);
            if (first.ahead() == 0) {
                next = next.isEmpty() ? new ArrayList<>(2) : next;
                next.add(first);
            }
        }
        return next;
    }

    /**
     * Removes a message and everything that must not overtake it: those behind it in its keys,
     * those behind them in theirs, and so on.
     *
     * @return the removed messages in position order, the given one first
     */
    List<Work> removeWithFollowers(Work work) {
        SequencedSet<Work> removed = new LinkedHashSet<>();
        ArrayDeque<Work> open = new ArrayDeque<>(List.of(work));
        while (!open.isEmpty()) {
            Work each = open.removeFirst();
            if (removed.add(each)) {
                open.addAll(behind(each));
            }
        }
        remove(removed);
        return removed.stream()
                .sorted((one, other) -> Long.compare(one.position(), other.position()))
                .toList();
    }

    private Set<Work> behind(Work work) {
        Set<Work> followers = new LinkedHashSet<>();
        for (int i = 0; i < work.keys().count(); i++) {
            ArrayDeque<Work> queue = queues.get(work.keys().at(i));
            boolean past = false;
            for (Work each : queue == null ? List.<Work>of() : queue) {
                if (past) {
                    followers.add(each);
                }
                past |= each == work;
            }
        }
        return followers;
    }

    private void remove(Set<Work> removed) {
        for (Work work : removed) {
            for (int i = 0; i < work.keys().count(); i++) {
                Long key = work.keys().at(i);
                ArrayDeque<Work> queue = queues.get(key);
                if (queue != null) {
                    queue.remove(work);
                    if (queue.isEmpty()) {
                        queues.remove(key);
                    }
                }
            }
        }
    }
}
