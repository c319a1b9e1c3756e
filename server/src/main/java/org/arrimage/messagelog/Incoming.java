// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.time.Instant;

/**
 * A message that passed the door and waits to be recorded.
 *
 * @param source the log's number for the asset that sent it, from {@link MessageLog#source(String)}
 * @param retention days it is kept at least, 1 to {@value #LONGEST_RETENTION}
 * @param receivedAt when its last byte arrived
 * @param type MSH-9.1 and MSH-9.2 joined by {@code ^}, at most 20 characters
 * @param controlId MSH-10, at most 199 characters (HL7 v2.9 §2.14.9.10)
 * @param ordering hashes of the ordering keys it touches; one, or several for merges
 * @param body the bytes as they arrived, without the frame; a skeleton of them when {@code large}
 *     is not none; never changed afterwards
 * @param large the values that are not in the body
 */
public record Incoming(
        short source,
        int retention,
        Instant receivedAt,
        String type,
        String controlId,
        OrderingKeys ordering,
        byte[] body,
        LargeValues large) {

    /** Twenty years and some days: longer keeping is an archive's work. */
    public static final int LONGEST_RETENTION = 7_400;

    /** A message that is all in its body. */
    public Incoming(
            short source,
            int retention,
            Instant receivedAt,
            String type,
            String controlId,
            OrderingKeys ordering,
            byte[] body) {
        this(source, retention, receivedAt, type, controlId, ordering, body, LargeValues.NONE);
    }

    /** Length of the whole message, in bytes. */
    public int size() {
        return large.isNone() ? body.length : large.bytes();
    }

    /** The partition it belongs to: that of its large values, which began to come before it. */
    int bucket() {
        return large.isNone() ? Bucket.of(retention, receivedAt) : large.bucket();
    }
}
