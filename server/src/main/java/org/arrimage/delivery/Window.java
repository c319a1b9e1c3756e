// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a track has read and what is not committed as settled, in position order. Not thread-safe:
 * the lane's lock guards it.
 */
final class Window {

    private final ArrayDeque<Work> messages = new ArrayDeque<>();
    private long bytes;
    private int settled;

    void add(Work work) {
        messages.addLast(work);
        bytes += work.logged().message().body().length;
    }

    /** One of its messages is settled; it stays until that is committed. */
    void settle(Work work) {
        work.state(Work.State.SETTLED);
        settled++;
    }

    boolean full(LaneRules rules) {
        return messages.size() >= rules.window()
                || (bytes >= rules.windowBytes() && !messages.isEmpty());
    }

    int size() {
        return messages.size();
    }

    /** How many are not settled. */
    int waiting() {
        return messages.size() - settled;
    }

    /** The first that is not settled. */
    Optional<Work> oldest() {
        return messages.stream().filter(each -> each.state() != Work.State.SETTLED).findFirst();
    }

    /** Lets go of what a commit settled at the low end. */
    void committed(long lowWater) {
        while (!messages.isEmpty() && messages.peekFirst().position() <= lowWater) {
            bytes -= messages.removeFirst().logged().message().body().length;
            settled--;
        }
    }

    /** The position to commit; {@code readTo} when everything that was read is settled. */
    Checkpoint checkpoint(long readTo, Collection<Long> alsoSettled) {
        Iterator<Work> inOrder = messages.iterator();
        long lowWater = readTo;
        List<Long> above = new ArrayList<>();
        while (inOrder.hasNext()) {
            Work first = inOrder.next();
            if (first.state() != Work.State.SETTLED) {
                lowWater = first.position() - 1;
                break;
            }
        }
        while (inOrder.hasNext() && above.size() < settled) {
            Work each = inOrder.next();
            if (each.state() == Work.State.SETTLED) {
                above.add(each.position());
            }
        }
        if (!alsoSettled.isEmpty()) {
            above.addAll(alsoSettled);
            above.sort(null);
        }
        return new Checkpoint(lowWater, above);
    }
}
