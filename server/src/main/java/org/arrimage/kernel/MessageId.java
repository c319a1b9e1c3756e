// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Names one message for its whole life. UUID version 7 (RFC 9562 §5.7), so that identifiers sort by
 * arrival.
 *
 * @param value the UUID, always version 7
 */
public record MessageId(UUID value) implements Comparable<MessageId> {
    public MessageId {
        if (value.version() != 7) {
            throw new IllegalArgumentException(
                    "message id must be a UUID version 7, not " + value.version());
        }
    }

    /**
     * Of a message that is in the log: the milliseconds and the fraction of one when it came (RFC
     * 9562 §6.2, method 3), then its position.
     *
     * @param position at least 1, less than 2^62
     */
    public static MessageId of(Instant receivedAt, long position) {
        long millis = receivedAt.toEpochMilli();
        long nanos = Duration.between(Instant.ofEpochMilli(millis), receivedAt).toNanos();
        long fraction = nanos * 4_096 / 1_000_000;
        return new MessageId(
                new UUID((millis << 16) | 0x7000L | fraction, 0x8000_0000_0000_0000L | position));
    }

    /** Reads the usual text form, for instance {@code 019a…-…-7…-…-…}. */
    public static MessageId parse(String text) {
        return new MessageId(UUID.fromString(text));
    }

    /** When the identifier was made, to the millisecond. */
    public Instant at() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** Orders by the bytes, as PostgreSQL's uuid type does. */
    @Override
    public int compareTo(MessageId other) {
        int high =
                Long.compareUnsigned(
                        value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(
                        value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
