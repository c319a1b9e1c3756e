// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest committed messages, so that a lane at the tip reads nothing back from the database.
 *
 * <p>Reading back cost a fifth of the throughput and doubled PostgreSQL's work in the trial of this
 * design. Bounded in messages and in bytes; what falls out is read from the log.
 */
final class RecentMessages {

    private final int most;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ArrayDeque<LoggedMessage> messages = new ArrayDeque<>();
    private long bytes;
    private long end;

    RecentMessages(int most, long mostBytes, long end) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.end = end;
    }

    /** Adds messages that were just committed, in position order, and wakes the readers. */
    void add(List<LoggedMessage> committed) {
        lock.lock();
        try {
            for (LoggedMessage message : committed) {
                messages.addLast(message);
                bytes += message.message().body().length;
            }
            end = committed.getLast().position();
            while (messages.size() > most || (bytes > mostBytes && messages.size() > 1)) {
                bytes -= messages.removeFirst().message().body().length;
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last committed position; 0 while the log is empty. */
    long end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something follows {@code position}, or {@code atMostMillis} went by. */
    void awaitAfter(long position, long atMostMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            while (end <= position && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What follows {@code position}; empty when it is no longer all in memory. */
    Optional<Page> after(long position, short source, int limit) {
        lock.lock();
        try {
            if (position >= end) {
                return Optional.of(new Page(List.of(), end));
            }
            if (messages.isEmpty() || messages.peekFirst().position() > position + 1) {
                return Optional.empty();
            }
            return Optional.of(collect(position, source, limit));
        } finally {
            lock.unlock();
        }
    }

    private Page collect(long position, short source, int limit) {
        List<LoggedMessage> found = new ArrayList<>();
        long readTo = end;
        // From the newest backwards: a reader at the tip is a few messages behind, the deque may
        // hold thousands.
        Iterator<LoggedMessage> newestFirst = messages.descendingIterator();
        while (newestFirst.hasNext()) {
            LoggedMessage message = newestFirst.next();
            if (message.position() <= position) {
                break;
            }
            if (message.message().source() == source) {
                found.add(message);
            }
        }
        List<LoggedMessage> ordered = new ArrayList<>(found.reversed());
        if (ordered.size() > limit) {
            ordered = new ArrayList<>(ordered.subList(0, limit));
            readTo = ordered.getLast().position();
        }
        return new Page(ordered, readTo);
    }
}
