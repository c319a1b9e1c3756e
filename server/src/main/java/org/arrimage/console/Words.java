// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.rulebook.Text;
import org.springframework.context.MessageSource;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How numbers, sizes, instants and lengths of time are said in one language. */
final class Words {
    private static final ZoneId ZONE = ZoneId.of("America/Toronto");
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZONE);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZONE);
    private static final double KILO = 1000;

    private final boolean english;
    private final Locale locale;
    private final MessageSource messages;

    Words(Locale asked, MessageSource messages) {
        english = "en".equals(asked.getLanguage());
        locale = english ? Locale.CANADA : Locale.CANADA_FRENCH;
        this.messages = messages;
    }

    String language() {
        return english ? "en" : "fr";
    }

    Locale locale() {
        return locale;
    }

    String of(Text text) {
        return english ? text.en() : text.fr();
    }

    /** A text of the console's bundle. */
    String of(String key, Object... values) {
        return messages.getMessage(key, values, locale);
    }

    String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A rate per second; a dash while it is not known. */
    String rate(OptionalDouble perSecond) {
        if (perSecond.isEmpty()) {
            return "–";
        }
        double rate = perSecond.getAsDouble();
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(rate < 100 ? 1 : 0);
        format.setMinimumFractionDigits(rate > 0 && rate < 100 ? 1 : 0);
        return format.format(rate) + "/s";
    }

    String bytes(long bytes) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        String unit = english ? "B" : "o";
        if (bytes < KILO) {
            return format.format(bytes) + "\u00a0" + unit;
        }
        return bytes < KILO * KILO
                ? format.format(bytes / KILO) + "\u00a0k" + unit
                : format.format(bytes / KILO / KILO) + "\u00a0M" + unit;
    }

    static String instant(Instant at) {
        return INSTANT.format(at);
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** The two largest units: {@code 41 j 3 h}. */
    String length(Duration length) {
        Duration left = length.isNegative() ? Duration.ZERO : length;
        var parts =
                List.of(
                        Map.entry(left.toDays(), english ? "d" : "j"),
                        Map.entry((long) left.toHoursPart(), "h"),
                        Map.entry((long) left.toMinutesPart(), "min"),
                        Map.entry((long) left.toSecondsPart(), "s"));
        int first = 0;
        while (first < parts.size() - 1 && parts.get(first).getKey() == 0) {
            first++;
        }
        return parts.subList(first, Math.min(first + 2, parts.size())).stream()
                .map(part -> part.getKey() + "\u00a0" + part.getValue())
                .collect(Collectors.joining("\u00a0"));
    }
}
