// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The keys whose order a message must keep: 64-bit hashes, so that the log names no patient.
 *
 * <p>Two keys that collide only wait for each other; nothing is lost by it. At most {@value #MOST}
 * keys: a message that touches more is ordered with everything of its source.
 */
public final class OrderingKeys {

    /** The most keys of one message; a merge touches two, a batch of merges a few more. */
    public static final int MOST = 64;

    /** The key of messages that name no patient: they keep the order among themselves. */
    public static final OrderingKeys NO_PATIENT = new OrderingKeys(new long[] {0});

    /**
     * Of a message whose patients cannot be told, a broken merge for instance: it is ordered with
     * everything of its source.
     */
    public static final OrderingKeys WHOLE_SOURCE = new OrderingKeys(new long[] {-1});

    private final long[] hashes;

    private OrderingKeys(long[] hashes) {
        this.hashes = hashes;
    }

    /** The keys with these hashes, without repetition; too many means the whole source. */
    public static OrderingKeys of(long... hashes) {
        if (hashes.length == 1) {
            return new OrderingKeys(hashes.clone());
        }
        long[] distinct = Arrays.stream(hashes).distinct().toArray();
        if (distinct.length == 0) {
            return NO_PATIENT;
        }
        return distinct.length > MOST ? WHOLE_SOURCE : new OrderingKeys(distinct);
    }

    /** How many keys there are; at least one. */
    public int count() {
        return hashes.length;
    }

    /** The hash at {@code index}, from 0. */
    public long at(int index) {
        return hashes[index];
    }

    /** The stored form: eight bytes a key, big-endian. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(hashes.length * Long.BYTES);
        buffer.asLongBuffer().put(hashes);
        return buffer.array();
    }

    /** Reads the stored form. */
    public static OrderingKeys fromBytes(byte[] stored) {
        long[] hashes = new long[stored.length / Long.BYTES];
        ByteBuffer.wrap(stored).asLongBuffer().get(hashes);
        return of(hashes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderingKeys keys && Arrays.equals(hashes, keys.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return hashes.length + " key(s)";
    }
}
