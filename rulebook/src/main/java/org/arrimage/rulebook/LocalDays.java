// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Days as the directives count them: local days of Québec. An end date is the last valid day, so
 * what ends on a day stops at the start of the next one.
 */
public final class LocalDays {

    /** The zone in which every date of evidence is read. */
    public static final ZoneId ZONE = ZoneId.of("America/Toronto");

    /** First and last days that a fact may carry: wide enough for any evidence, safe to add to. */
    public static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    public static final LocalDate LAST = LocalDate.of(2199, 12, 31);

    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST =
            LocalDate.of(2999, 12, 31).atStartOfDay(ZoneOffset.UTC).toInstant();

    private LocalDays() {}

    /** The local day in which an instant falls; instants outside years 1000–2999 are clamped. */
    public static LocalDate dayOf(Instant at) {
        Instant bounded = at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
        return bounded.atZone(ZONE).toLocalDate();
    }

    /** The instant at which a local day starts. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /**
     * The same day.
     *
     * @throws IllegalArgumentException outside {@link #FIRST}–{@link #LAST}
     */
    static LocalDate within(LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new IllegalArgumentException(
                    "a date must be from " + FIRST + " to " + LAST + ", got " + day);
        }
        return day;
    }
}
