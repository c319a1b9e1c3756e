// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The numbers of partitions: a retention class and a day in one integer. */
final class Bucket {

    /** What a hold keeps beyond its retention. */
    static final int HELD = 0;

    private static final int DAYS = 100_000;

    private Bucket() {}

    /** The partition of a message kept for {@code retention} days and received at an instant. */
    static int of(int retention, Instant receivedAt) {
        return retention * DAYS
                + Math.toIntExact(Math.floorDiv(receivedAt.getEpochSecond(), 86_400L));
    }

    /** The same class, a day later. */
    static int nextDay(int bucket) {
        return bucket + 1;
    }

    /** The day its messages were received, in UTC. */
    static LocalDate day(int bucket) {
        return LocalDate.ofEpochDay(bucket % DAYS);
    }

    /** Whether the last of its messages has been kept for its days. */
    static boolean expired(int bucket, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return bucket != HELD && day(bucket).plusDays(bucket / DAYS).isBefore(today);
    }
}
