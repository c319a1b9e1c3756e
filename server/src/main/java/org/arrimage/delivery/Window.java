// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What a lane has read and not settled, in position order. Not thread-safe: the lane's lock guards
 * it.
 */
final class Window {

    private final ArrayDeque<Work> messages = new ArrayDeque<>();
    private long bytes;

    void add(Work work) {
        messages.addLast(work);
        bytes += work.logged().message().body().length;
    }

    boolean full(LaneRules rules) {
        return messages.size() >= rules.window()
                || (bytes >= rules.windowBytes() && !messages.isEmpty());
    }

    int size() {
        return messages.size();
    }

    /** Lets go of what is settled at the low end. */
    void trim() {
        while (!messages.isEmpty() && messages.peekFirst().state() == Work.State.SETTLED) {
            bytes -= messages.removeFirst().logged().message().body().length;
        }
    }

    /** How many are not settled. */
    long waiting() {
        return messages.stream().filter(each -> each.state() != Work.State.SETTLED).count();
    }

    /** The position to commit; {@code readTo} when everything that was read is settled. */
    Checkpoint checkpoint(long readTo) {
        if (messages.isEmpty()) {
            return new Checkpoint(readTo, List.of());
        }
        List<Long> above =
                messages.stream()
                        .filter(each -> each.state() == Work.State.SETTLED)
                        .map(Work::position)
                        .toList();
        return new Checkpoint(messages.peekFirst().position() - 1, above);
    }
}
