// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Recognises messages that come again: the same source, control id and bytes, among the newest
 * messages and those still on their way to the disk. Filled from the log at the start, so it
 * survives a restart.
 */
final class Duplicates {

    private final SipHash hash;
    private final StubTable table;
    private final ConcurrentHashMap<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong reused = new AtomicLong();

    /** A message that is not on disk yet. */
    record Waiting(Stub stub, Ticket ticket) {}

    /** What is known of a message: where its first is, or that it is new. */
    sealed interface Claim {
        /** It is new; {@code waiting} is to be committed or given up. */
        record New(Waiting waiting) implements Claim {}

        /** The same message waits for the disk. */
        record OnItsWay(Ticket first) implements Claim {}

        /** The same message is on disk. */
        record OnDisk(long position) implements Claim {}
    }

    Duplicates(SipHash hash, int most) {
        this.hash = hash;
        this.table = new StubTable(most);
    }

    /** How many messages bore the control id of another one with other bytes, since the start. */
    long reused() {
        return reused.get();
    }

    /** Whether the message came before; if not, it is now known to be on its way. */
    Claim claim(Incoming message) {
        Stub stub = Stub.of(message, hash);
        Waiting mine = new Waiting(stub, new Ticket(message));
        Claim[] found = {new Claim.New(mine)};
        waiting.compute(
                stub.control(),
                (_, before) -> {
                    Claim known = known(stub, before);
                    if (known == null) {
                        return mine;
                    }
                    found[0] = known;
                    return before;
                });
        return found[0];
    }

    /** A message that shall not be compared with others: only kept for those after it. */
    Waiting accept(Incoming message) {
        return new Waiting(Stub.of(message, hash), new Ticket(message));
    }

    private @Nullable Claim known(Stub stub, @Nullable Waiting before) {
        if (before != null) {
            if (before.stub().body() == stub.body()) {
                return new Claim.OnItsWay(before.ticket());
            }
            reused.incrementAndGet();
            return null;
        }
        synchronized (table) {
            long position = table.position(stub.control());
            if (position == 0) {
                return null;
            }
            if (table.same(stub)) {
                return new Claim.OnDisk(position);
            }
        }
        reused.incrementAndGet();
        return null;
    }

    /** The message was not handed to the writer: it may come again as a new one. */
    void giveUp(Waiting message) {
        waiting.remove(message.stub().control(), message);
    }

    /** The messages are on disk, the first of them at {@code first}. */
    void committed(List<Waiting> batch, long first) {
        synchronized (table) {
            for (int i = 0; i < batch.size(); i++) {
                table.add(batch.get(i).stub(), first + i);
            }
        }
        for (Waiting each : batch) {
            waiting.remove(each.stub().control(), each);
        }
    }

    /** Takes in what an earlier process recorded, in the order of the log. */
    void restore(List<Stub> stubs, long first) {
        synchronized (table) {
            for (int i = 0; i < stubs.size(); i++) {
                table.add(stubs.get(i), first + i);
            }
        }
    }
}
