// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times (HL7 v2 chapter 2A, DT, TM, DTM, TS; guide: DTM[dateTime], TS[dateTime]). The
 * precision written is kept; seconds that FHIR demands and the sender left out are zero (R4,
 * dateTime). A moment the calendar does not have is left out with a remark, never corrected.
 */
final class Times {
    private static final Pattern TIME =
            Pattern.compile("(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(\\.\\d{1,9})?)?)?([+-]\\d{4})?");

    /** What a reading gives for a moment the calendar does not have. */
    private static final String IMPOSSIBLE = "?";

    /** Characters of a date down to the day. */
    private static final int DAY = 10;

    /** Digits of a moment down to the second. */
    private static final int FULL = 14;

    private Times() {}

    /** A FHIR dateTime, as precise as the sender wrote it. */
    static String dateTime(Draft draft, Value value) {
        return read(draft, value, Precision.ANY);
    }

    /** A FHIR date: hours, if any, are cut off. */
    static String date(Draft draft, Value value) {
        return read(draft, value, Precision.DATE);
    }

    /** A FHIR instant; empty when the sender was not that precise. */
    static String instant(Draft draft, Value value) {
        return read(draft, value, Precision.INSTANT);
    }

    /** A Period from start and end, or from a DR (guide: DR[Period]) when neither is given. */
    static Node period(Draft draft, Value range, Value start, Value end) {
        Value from = start.isPresent() || end.isPresent() ? start : range.subcomponent(1);
        Value to = start.isPresent() || end.isPresent() ? end : range.subcomponent(2);
        return period(draft, from, to);
    }

    /**
     * A Period from its two ends. FHIR wants the first before the second (R4, per-1), and cannot
     * tell when one is more precise than the other within the same day: it is then cut to what both
     * have. An end before its start is left out with a remark.
     */
    static Node period(Draft draft, Value start, Value end) {
        String from = dateTime(draft, start);
        String to = dateTime(draft, end);
        if (!from.isEmpty() && !to.isEmpty() && !ordered(from, to)) {
            int common = Math.min(Math.min(from.length(), to.length()), DAY);
            if (from.length() != to.length() && from.regionMatches(0, to, 0, common)) {
                from = from.substring(0, common);
                to = to.substring(0, common);
            } else {
                draft.remark(ProblemCode.DATE_INVALID, end);
                draft.dropped(end.leaf());
                to = "";
            }
        }
        return new Node().put("start", from).put("end", to);
    }

    /**
     * Puts what is a moment or, with an end, a period.
     *
     * @param choice the element's name without its type
     * @return the period, of which the moment is the start
     */
    static Node put(Draft draft, Value start, Value end, String choice, Node owner) {
        Node period = period(draft, start, end);
        if (period.has("end")) {
            owner.put(choice + "Period", period);
        } else {
            owner.put(choice + "DateTime", period.text("start"));
        }
        return period;
    }

    /** Whether one moment is surely not after the other. */
    private static boolean ordered(String from, String to) {
        if (from.length() > DAY && to.length() > DAY) {
            return !OffsetDateTime.parse(from).isAfter(OffsetDateTime.parse(to));
        }
        int common = Math.min(Math.min(from.length(), to.length()), DAY);
        int order = from.substring(0, common).compareTo(to.substring(0, common));
        return order < 0 || (order == 0 && from.length() == to.length());
    }

    /** A FHIR time of day; the offset, which FHIR has no place for, makes it unreadable. */
    static String time(Draft draft, Value value) {
        String written = Draft.peek(value);
        if (written.isEmpty()) {
            return "";
        }
        Matcher m = TIME.matcher(written);
        if (!m.matches() || m.group(5) != null) {
            draft.remark(ProblemCode.DATE_INVALID, value);
            return "";
        }
        try {
            LocalTime time = LocalTime.of(number(m, 1), number(m, 2), number(m, 3));
            draft.took(value.leaf());
            return "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond())
                    + fraction(group(m, 4));
        } catch (DateTimeException impossible) {
            draft.remark(ProblemCode.DATE_INVALID, value);
            return "";
        }
    }

    /** A fraction of nothing says nothing, and validators of time stumble on it. */
    private static String fraction(String written) {
        return written.chars().allMatch(c -> c == '.' || c == '0') ? "" : written;
    }

    private enum Precision {
        ANY,
        DATE,
        INSTANT
    }

    private static String read(Draft draft, Value value, Precision wanted) {
        String written = Draft.peek(value);
        if (written.isEmpty()) {
            return "";
        }
        String read = read(draft, written, wanted);
        if (read.equals(IMPOSSIBLE)) {
            draft.remark(ProblemCode.DATE_INVALID, value);
            return "";
        }
        if (!read.isEmpty()) {
            draft.took(value.leaf());
        }
        return read;
    }

    private static String read(Draft draft, String written, Precision wanted) {
        int digits = digits(written, 0);
        if (digits < 4 || digits > FULL || digits % 2 != 0) {
            return IMPOSSIBLE;
        }
        int fraction = written.startsWith(".", digits) ? 1 + digits(written, digits + 1) : 0;
        String offset = written.substring(digits + fraction);
        boolean oddFraction = fraction == 1 || fraction > 10 || (fraction > 0 && digits < FULL);
        if (oddFraction || !isOffset(offset)) {
            return IMPOSSIBLE;
        }
        try {
            if (digits < 8) {
                return wanted == Precision.INSTANT ? "" : shortDate(written, digits);
            }
            LocalDate date =
                    LocalDate.of(
                            part(written, 0, 4, digits),
                            part(written, 4, 6, digits),
                            part(written, 6, 8, digits));
            if (date.getYear() == 0) {
                return IMPOSSIBLE;
            }
            if (wanted == Precision.DATE || digits == 8) {
                return wanted == Precision.INSTANT ? "" : date.toString();
            }
            LocalTime time =
                    LocalTime.of(
                            part(written, 8, 10, digits),
                            part(written, 10, 12, digits),
                            part(written, 12, 14, digits));
            return moment(
                    draft, date.atTime(time), written.substring(digits, digits + fraction), offset);
        } catch (DateTimeException impossible) {
            return IMPOSSIBLE;
        }
    }

    private static String shortDate(String written, int digits) {
        String year = written.substring(0, 4);
        if (year.equals("0000")) {
            return IMPOSSIBLE;
        }
        if (digits == 4) {
            return year;
        }
        int month = part(written, 4, 6, digits);
        return month < 1 || month > 12 ? IMPOSSIBLE : year + '-' + written.substring(4, 6);
    }

    private static String moment(
            Draft draft, LocalDateTime local, String fraction, String written) {
        String offset;
        if (written.isEmpty()) {
            List<ZoneOffset> valid = draft.settings().zone().getRules().getValidOffsets(local);
            if (valid.isEmpty()) {
                return IMPOSSIBLE;
            }
            offset = valid.getFirst().getId();
        } else {
            offset = ZoneOffset.of(written).getId();
        }
        var out = new StringBuilder(29);
        out.append(local.toLocalDate()).append('T');
        two(out, local.getHour()).append(':');
        two(out, local.getMinute()).append(':');
        two(out, local.getSecond()).append(fraction);
        return out.append(offset).toString();
    }

    private static boolean isOffset(String text) {
        return text.isEmpty()
                || (text.length() == 5
                        && (text.charAt(0) == '+' || text.charAt(0) == '-')
                        && digits(text, 1) == 4);
    }

    /** How many digits stand from there on. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** A part of a moment, 0 when the sender stopped before. */
    private static int part(String written, int from, int to, int digits) {
        return to > digits ? 0 : Integer.parseInt(written, from, to, 10);
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return (number < 10 ? out.append('0') : out).append(number);
    }

    private static int number(Matcher m, int group) {
        String digits = m.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String group(Matcher m, int group) {
        String text = m.group(group);
        return text == null ? "" : text;
    }
}
