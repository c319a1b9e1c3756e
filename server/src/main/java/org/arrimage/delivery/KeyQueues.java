// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.OrderingKeys;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The order within keys: a message may go when it is the first of each key it touches.
 *
 * <p>A merge touches two keys (HL7 v2.5.1 §3.6.2) and so waits for both, and both wait for it. A
 * message whose patients cannot be told ({@link OrderingKeys#WHOLE_SOURCE}) waits for everything
 * before it, and everything after waits for it. Memory is bounded by the lane's window. Not
 * thread-safe: the lane's lock guards it.
 */
final class KeyQueues {

    private final Map<Long, ArrayDeque<Work>> queues = new HashMap<>();

    /** A barrier, then what came after it, in order; empty while there is no barrier. */
    private final ArrayDeque<Work> held = new ArrayDeque<>();

    private int queued;

    /** Adds a message behind those of its keys; true when it may go at once. */
    boolean add(Work work) {
        if (!held.isEmpty()) {
            held.addLast(work);
            return false;
        }
        if (isBarrier(work)) {
            held.addLast(work);
            return queued == 0;
        }
        return enqueue(work);
    }

    private static boolean isBarrier(Work work) {
        return work.keys().equals(OrderingKeys.WHOLE_SOURCE);
    }

    private boolean enqueue(Work work) {
        queued++;
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
        if (isBarrier(work)) {
            held.remove(work);
            return passBarrier();
        }
        queued--;
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
        return queued == 0 && !held.isEmpty() ? List.of(held.getFirst()) : next;
    }

    /** Lets what a barrier held go on, up to the next barrier. */
    private List<Work> passBarrier() {
        List<Work> next = new ArrayList<>();
        while (!held.isEmpty() && !isBarrier(held.getFirst())) {
            Work first = held.removeFirst();
            if (enqueue(first)) {
                next.add(first);
            }
        }
        if (queued == 0 && !held.isEmpty()) {
            next.add(held.getFirst());
        }
        return next;
    }

    /** What was taken out, in order, and what may go since. */
    record Removed(List<Work> taken, List<Work> ready) {}

    /**
     * Removes a message and everything that must not overtake it: those behind it in its keys,
     * those behind them in theirs, and so on. Of a barrier only other barriers follow: a message
     * whose patients cannot be told must not stop a whole source until a person looks.
     */
    Removed removeWithFollowers(Work work) {
        if (isBarrier(work)) {
            List<Work> barriers = held.stream().filter(KeyQueues::isBarrier).toList();
            held.removeAll(barriers);
            return new Removed(barriers, passBarrier());
        }
        SequencedSet<Work> removed = new LinkedHashSet<>();
        ArrayDeque<Work> open = new ArrayDeque<>(List.of(work));
        while (!open.isEmpty()) {
            Work each = open.removeFirst();
            if (removed.add(each)) {
                open.addAll(behind(each));
            }
        }
        removed.forEach(this::dequeue);
        removed.addAll(heldBehind(removed));
        List<Work> ready =
                queued == 0 && !held.isEmpty() ? List.of(held.getFirst()) : List.<Work>of();
        return new Removed(
                removed.stream()
                        .sorted((one, other) -> Long.compare(one.position(), other.position()))
                        .toList(),
                ready);
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

    private void dequeue(Work work) {
        queued--;
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

    /** Those behind a barrier that touch a key of the removed ones; they leave too. */
    private List<Work> heldBehind(Set<Work> removed) {
        if (held.isEmpty()) {
            return List.of();
        }
        Set<Long> touched = new HashSet<>();
        removed.forEach(work -> addKeys(touched, work));
        List<Work> followers = new ArrayList<>();
        for (Work each : held) {
            if (!isBarrier(each) && touches(touched, each)) {
                followers.add(each);
                addKeys(touched, each);
            }
        }
        held.removeAll(followers);
        return followers;
    }

    private static void addKeys(Set<Long> keys, Work work) {
        for (int i = 0; i < work.keys().count(); i++) {
            keys.add(work.keys().at(i));
        }
    }

    private static boolean touches(Set<Long> keys, Work work) {
        for (int i = 0; i < work.keys().count(); i++) {
            if (keys.contains(work.keys().at(i))) {
                return true;
            }
        }
        return false;
    }
}
