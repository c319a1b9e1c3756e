// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.OrderingKeys;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that wait for a person behind one message that could not pass. What waits is not held in
 * memory nor listed: it is what the log holds of these keys from their positions on. Guarded by the
 * lane's lock.
 */
final class Parked {

    /** How it stands. */
    enum State {
        /** A person must look. */
        PARKED,
        /** Being sent again; what arrives for its keys still waits. */
        RELEASING,
        /** All that waited has been read again; what arrives queues behind it. */
        MERGED
    }

    private final long id;
    private final long position;
    private final Instant receivedAt;
    private final Instant since;
    private final Outcome.Parked reason;
    private final Map<Long, Long> keys = new HashMap<>();
    private final Map<Long, Long> moved = new HashMap<>();
    private State state = State.PARKED;
    private boolean changed = true;
    private Optional<Track> release = Optional.empty();

    Parked(
            long id,
            long position,
            Instant receivedAt,
            Instant since,
            Outcome.Parked reason) {
        this.id = id;
        this.position = position;
        this.receivedAt = receivedAt;
        this.since = since;
        this.reason = reason;
    }

    long id() {
        return id;
    }

    long position() {
        return position;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    Instant since() {
        return since;
    }

    Outcome.Parked reason() {
        return reason;
    }

    /** The keys that wait here and the position each waits from. */
    Map<Long, Long> keys() {
        return keys;
    }

    /**
     * The keys that wait behind another message from some position on: what lies before that
     * position is still for this release.
     */
    Map<Long, Long> moved() {
        return moved;
    }

    /** Lets a key wait here from a position on. */
    void take(long key, long from) {
        keys.putIfAbsent(key, from);
        changed = true;
    }

    /** The key waits elsewhere from now on. */
    void giveUp(long key) {
        Long from = keys.remove(key);
        if (from != null) {
            moved.put(key, from);
            changed = true;
        }
    }

    /** Whether the message is one of those that wait here. */
    boolean covers(OrderingKeys some, long at) {
        for (int i = 0; i < some.count(); i++) {
            Long from = keys.get(some.at(i));
            if (from == null) {
                from = moved.get(some.at(i));
            }
            if (from != null && from <= at) {
                return true;
            }
        }
        return false;
    }

    /** The first position that may wait here. */
    long first() {
        long first = position;
        for (long from : keys.values()) {
            first = Math.min(first, from);
        }
        return first;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
        changed = true;
    }

    Optional<Track> release() {
        return release;
    }

    void release(Track track) {
        release = Optional.of(track);
    }

    boolean changed() {
        return changed;
    }

    void written() {
        changed = false;
    }

    static byte[] encode(Map<Long, Long> map) {
        ByteBuffer bytes = ByteBuffer.allocate(map.size() * 2 * Long.BYTES);
        map.forEach((key, from) -> bytes.putLong(key).putLong(from));
        return bytes.array();
    }

    static Map<Long, Long> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Map<Long, Long> map = new HashMap<>();
        while (bytes.hasRemaining()) {
            map.put(bytes.getLong(), bytes.getLong());
        }
        return map;
    }
}
