// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lengths of time that a message gives as a number and a unit of its own (chapter 2A, CQ, ISO+).
 */
final class Durations {
    /** Longer than any appointment or administration; keeps sums within the calendar. */
    private static final long MOST_SECONDS = 400L * 24 * 3600;

    /** The units senders write for whole lengths; months and years have no fixed length. */
    private static final Map<String, Integer> SECONDS =
            Map.ofEntries(
                    Map.entry("s", 1),
                    Map.entry("sec", 1),
                    Map.entry("second", 1),
                    Map.entry("seconds", 1),
                    Map.entry("m", 60),
                    Map.entry("min", 60),
                    Map.entry("mins", 60),
                    Map.entry("minute", 60),
                    Map.entry("minutes", 60),
                    Map.entry("h", 3600),
                    Map.entry("hr", 3600),
                    Map.entry("hrs", 3600),
                    Map.entry("hour", 3600),
                    Map.entry("hours", 3600),
                    Map.entry("d", 86_400),
                    Map.entry("day", 86_400),
                    Map.entry("days", 86_400));

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendOffsetId()
                    .toFormatter(Locale.ROOT);

    private Durations() {}

    /** Reads a number and its unit, both then carried; nothing when either is not understood. */
    static Optional<Duration> of(Draft draft, Value number, Value unit) {
        String amount = Numbers.positive(Draft.peek(number));
        int seconds =
                SECONDS.getOrDefault(Draft.peek(unit.component(1)).toLowerCase(Locale.ROOT), 0);
        if (amount.isEmpty() || seconds == 0) {
            return Optional.empty();
        }
        long length = Long.parseLong(amount) * seconds;
        if (length > MOST_SECONDS) {
            return Optional.empty();
        }
        draft.took(number.leaf());
        unit.parts().forEach(draft::took);
        return Optional.of(Duration.ofSeconds(length));
    }

    /** A FHIR instant later than another; empty when that one has no time of day. */
    static String after(String start, Duration length) {
        return start.length() < "uuuu-MM-ddTHH:mm:ss".length()
                ? ""
                : INSTANT.format(OffsetDateTime.parse(start).plus(length));
    }
}
