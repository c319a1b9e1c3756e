// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times (R4, date, dateTime, instant, time; HL7 v2 chapter 2A, DT, TM, DTM, TS). The
 * precision written is kept; of a fraction, the four digits HL7 has. A moment the calendar does not
 * have is left out with a remark.
 */
final class Moments {
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(\\.\\d{1,18})?)?"
                        + "(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");
    private static final Pattern TIME =
            Pattern.compile("(\\d\\d):(\\d\\d)(?::(\\d\\d)(\\.\\d{1,18})?)?");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter SECONDS_OFFSET =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx", Locale.ROOT);

    private Moments() {}

    /** An instant known otherwise than by the bundle. */
    static String of(Instant at, WritingSettings settings) {
        return (settings.offsets() ? SECONDS_OFFSET : SECONDS).format(at.atZone(settings.zone()));
    }

    /** A moment as TS and DTM write it. */
    static Parts moment(Writing writing, Element element) {
        return Parts.of(read(writing, element, 24));
    }

    /** A date as DT writes it: hours, if any, are cut off. */
    static Parts date(Writing writing, Element element) {
        return Parts.of(read(writing, element, 8));
    }

    /** A time of day as TM writes it. */
    static Parts time(Writing writing, Element element) {
        String written = element.peek();
        Matcher m = TIME.matcher(written);
        if (written.isEmpty()) {
            return Parts.NONE;
        }
        if (!m.matches() || !isTime(number(m, 1), number(m, 2), number(m, 3))) {
            writing.remark(ProblemCode.DATE_INVALID, element);
            return Parts.NONE;
        }
        element.take();
        return Parts.of(m.group(1) + m.group(2) + group(m, 3) + fraction(group(m, 4)));
    }

    /** What the type of the field asks for. */
    static Parts of(Writing writing, Element element, String type) {
        return type.equals("DT") ? date(writing, element) : moment(writing, element);
    }

    private static String read(Writing writing, Element element, int most) {
        String written = element.peek();
        if (written.isEmpty()) {
            return "";
        }
        Matcher m = FORM.matcher(written);
        if (!m.matches() || !exists(m)) {
            writing.remark(ProblemCode.DATE_INVALID, element);
            return "";
        }
        element.take();
        String date = m.group(1) + group(m, 2) + group(m, 3);
        if (m.group(4) == null || most <= date.length()) {
            return date;
        }
        String offset = group(m, 8);
        if (!offset.isEmpty() && !writing.settings().offsets()) {
            return local(m, writing.settings()) + fraction(group(m, 7));
        }
        String time = m.group(4) + m.group(5) + group(m, 6) + fraction(group(m, 7));
        String sign = offset.equals("Z") ? "+0000" : offset.replace(":", "");
        return date + time + sign;
    }

    private static String local(Matcher m, WritingSettings settings) {
        String offset = m.group(8).equals("Z") ? "+00:00" : m.group(8);
        OffsetDateTime moment =
                OffsetDateTime.of(
                        LocalDate.of(number(m, 1), number(m, 2), number(m, 3)),
                        LocalTime.of(number(m, 4), number(m, 5), number(m, 6)),
                        ZoneOffset.of(offset));
        return SECONDS.format(moment.atZoneSameInstant(settings.zone()));
    }

    private static boolean exists(Matcher m) {
        int month = m.group(2) == null ? 1 : number(m, 2);
        int day = m.group(3) == null ? 1 : number(m, 3);
        try {
            boolean dated = LocalDate.of(number(m, 1), month, day).getYear() > 0;
            String offset = group(m, 8);
            return dated
                    && isTime(number(m, 4), number(m, 5), number(m, 6))
                    && (offset.length() != 6 || ZoneOffset.of(offset).getTotalSeconds() % 60 == 0);
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    private static boolean isTime(int hour, int minute, int second) {
        return hour < 24 && minute < 60 && second < 60;
    }

    private static String fraction(String written) {
        return written.substring(0, Math.min(written.length(), 5));
    }

    private static int number(Matcher m, int group) {
        String digits = group(m, group);
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String group(Matcher m, int group) {
        String text = m.group(group);
        return text == null ? "" : text;
    }
}
