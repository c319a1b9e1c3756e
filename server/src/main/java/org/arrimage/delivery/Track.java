// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.HashSet;
import java.util.Set;

/**
 * One reading of the log by a lane: how far it has read and what of it is not settled. A lane has
 * its main one, and others beside it while parked or delivered messages are sent again; they share
 * the lane's order of keys. Guarded by the lane's lock.
 */
final class Track {

    /** Why it reads. */
    enum Kind {
        /** Everything that arrives. */
        MAIN,
        /** The messages of keys that were parked. */
        RELEASE,
        /** Messages that a person wants sent again. */
        REPLAY
    }

    /** It has no end of its own. */
    static final long OPEN = Long.MAX_VALUE;

    private final Kind kind;
    private final long id;
    private final Window window = new Window();
    private final Set<Long> skipOnRead;
    private long readTo;
    private long until;
    private long sent;
    private long refused;
    private long passed;

    Track(Kind kind, long id, Checkpoint from, long until) {
        this.kind = kind;
        this.id = id;
        this.readTo = from.lowWater();
        this.skipOnRead = new HashSet<>(from.above());
        this.until = until;
    }

    Kind kind() {
        return kind;
    }

    /** Of a release, the parked message's id; of a replay, its own; 0 of the main one. */
    long id() {
        return id;
    }

    Window window() {
        return window;
    }

    long readTo() {
        return readTo;
    }

    void readTo(long position) {
        readTo = Math.max(readTo, position);
    }

    long until() {
        return until;
    }

    void until(long last) {
        until = last;
    }

    /** Whether all that it is to read has been read. */
    boolean readAll() {
        return readTo >= until;
    }

    /** Whether a message was settled before a restart; asked once for each. */
    boolean settledBefore(long position) {
        return !skipOnRead.isEmpty() && skipOnRead.remove(position);
    }

    void countSent() {
        sent++;
    }

    void countRefused() {
        refused++;
    }

    void countPassed() {
        passed++;
    }

    /** What a replay has done. */
    Counts counts() {
        return new Counts(sent, refused, passed);
    }

    void restore(Counts counts) {
        sent = counts.sent();
        refused = counts.refused();
        passed = counts.passed();
    }

    /**
     * What a replay has done.
     *
     * @param sent delivered again
     * @param refused refused again
     * @param passed not sent, because their key is parked
     */
    record Counts(long sent, long refused, long passed) {}

    /**
     * The position to commit. What was settled before a restart and is not read again yet stays
     * above the low-water mark.
     */
    Checkpoint checkpoint() {
        return window.checkpoint(readTo, skipOnRead);
    }
}
