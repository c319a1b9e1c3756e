// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
    private static final Pattern FORM =
            Pattern.compile(
                    "(\\d{4})(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(\\.\\d{1,9})?)?)?)?)?)?"
                        + "([+-]\\d{4})?");
    private static final Pattern TIME =
            Pattern.compile("(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(\\.\\d{1,9})?)?)?([+-]\\d{4})?");

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
                    + group(m, 4);
        } catch (DateTimeException impossible) {
            draft.remark(ProblemCode.DATE_INVALID, value);
            return "";
        }
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
        Matcher m = FORM.matcher(written);
        String read = m.matches() ? read(draft, m, wanted) : IMPOSSIBLE;
        if (read.equals(IMPOSSIBLE)) {
            draft.remark(ProblemCode.DATE_INVALID, value);
            return "";
        }
        if (!read.isEmpty()) {
            draft.took(value.leaf());
        }
        return read;
    }

    private static final String IMPOSSIBLE = "?";

    private static String read(Draft draft, Matcher m, Precision wanted) {
        int month = number(m, 2);
        int day = number(m, 3);
        boolean hasTime = m.group(4) != null;
        if (number(m, 1) == 0 || (m.group(2) != null && (month < 1 || month > 12))) {
            return IMPOSSIBLE;
        }
        try {
            if (m.group(3) == null) {
                return wanted == Precision.INSTANT ? "" : shortDate(m);
            }
            LocalDate date = LocalDate.of(number(m, 1), month, day);
            if (wanted == Precision.DATE || !hasTime) {
                return wanted == Precision.INSTANT ? "" : date.toString();
            }
            return moment(draft, m, date);
        } catch (DateTimeException impossible) {
            return IMPOSSIBLE;
        }
    }

    private static String shortDate(Matcher m) {
        return m.group(2) == null ? group(m, 1) : group(m, 1) + '-' + group(m, 2);
    }

    private static String moment(Draft draft, Matcher m, LocalDate date) {
        LocalDateTime local = date.atTime(LocalTime.of(number(m, 4), number(m, 5), number(m, 6)));
        String offset;
        if (m.group(8) != null) {
            String written = group(m, 8);
            offset = ZoneOffset.of(written).getId();
        } else {
            List<ZoneOffset> valid = draft.settings().zone().getRules().getValidOffsets(local);
            if (valid.isEmpty()) {
                return IMPOSSIBLE;
            }
            offset = valid.getFirst().getId();
        }
        var out = new StringBuilder(29);
        out.append(date).append('T');
        two(out, local.getHour()).append(':');
        two(out, local.getMinute()).append(':');
        two(out, local.getSecond()).append(group(m, 7));
        return out.append(offset).toString();
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
