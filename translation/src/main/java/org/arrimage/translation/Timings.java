// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When and how often something ordered is to be done: TQ1, or before 2.5 the quantity and timing of
 * ORC-7 and OBR-27 (guide: TQ1[ServiceRequest], TQ[ServiceRequest], RPT[Timing], RI[Timing]; HL7 v2
 * chapter 4).
 *
 * <p>Ours: a total of occurrences is {@code repeat.count}, since R4's {@code countMax} may not
 * stand alone; the interval {@code Q6H} says its period and is kept as text, since no code system
 * lists it.
 */
final class Timings {
    private static final Pattern EVERY = Pattern.compile("Q(\\d{1,4})([SMHDWL])");
    private static final Pattern CLOCK = Pattern.compile("([01]\\d|2[0-3])[0-5]\\d");
    private static final Pattern LASTING = Pattern.compile("([SMHDWLX])(\\d{1,4})");

    /** Days of RPT.3 and RPT.4, of which 1 is Monday (chapter 2A, RPT). */
    private static final String[] DAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    private Timings() {}

    /**
     * What a timing says.
     *
     * @param priority code of FHIR's request priority, empty when not said
     * @param notes instructions in words
     */
    record Read(Node timing, Node quantity, String priority, List<String> notes) {
        static final Read NOTHING = new Read(new Node(), new Node(), "", List.of());
    }

    /** The priority a field gives; a code FHIR has no word for stays a loss. */
    static String priority(Draft draft, Value value) {
        return Codes.ifMapped(draft, value, Table.REQUEST_PRIORITY);
    }

    /** TQ1. */
    static Read ofTq1(Draft draft, Segment tq1) {
        Node repeat = new Node();
        Node timing = new Node();
        bounds(draft, tq1.field(7), tq1.field(8), repeat);
        if (!repeat.has("boundsPeriod")) {
            repeat.put("boundsDuration", duration(draft, tq1.field(6)));
        }
        count(draft, tq1.field(14), repeat);
        lasting(draft, tq1.field(13), repeat);
        Value pattern = tq1.field(3);
        period(draft, pattern, repeat);
        days(draft, pattern, repeat);
        event(draft, pattern, repeat);
        for (Value time : repeat.has("when") ? List.<Value>of() : tq1.repetitions(4)) {
            repeat.add("timeOfDay", Times.time(draft, time));
        }
        Node code = code(draft, pattern.component(1), repeat);
        timing.put("repeat", repeat).put("code", code);
        var notes = new ArrayList<String>();
        notes.add(draft.text(tq1, 11));
        return new Read(
                timing, quantity(draft, tq1.field(2), false), priority(draft, tq1.field(9)), notes);
    }

    /** The quantity and timing of ORC-7 or OBR-27. */
    static Read ofTq(Draft draft, Value tq) {
        if (!tq.isPresent()) {
            return Read.NOTHING;
        }
        Node repeat = new Node();
        bounds(draft, tq.component(4), tq.component(5), repeat);
        duration(draft, tq.component(3), repeat);
        count(draft, tq.component(12), repeat);
        Value interval = tq.component(2);
        String times = Draft.peek(interval.subcomponent(2));
        for (String time : times.isEmpty() ? new String[0] : times.split(",")) {
            if (CLOCK.matcher(time).matches()) {
                repeat.add("timeOfDay", time.substring(0, 2) + ':' + time.substring(2) + ":00");
                draft.took(interval.subcomponent(2));
            }
        }
        Node code = code(draft, interval.subcomponent(1), repeat);
        var notes = new ArrayList<String>();
        notes.add(draft.text(tq.component(8)));
        return new Read(
                new Node().put("repeat", repeat).put("code", code),
                quantity(draft, tq.component(1), true),
                priority(draft, tq.component(6)),
                notes);
    }

    private static void bounds(Draft draft, Value start, Value end, Node repeat) {
        repeat.put("boundsPeriod", Times.period(draft, start, end));
    }

    private static void count(Draft draft, Value value, Node repeat) {
        String count = Numbers.positive(Draft.peek(value));
        if (!count.isEmpty()) {
            draft.took(value.leaf());
            repeat.number("count", count);
        }
    }

    /** A CQ as a duration in UCUM; nothing when its unit is not of time. */
    private static Node duration(Draft draft, Value cq) {
        String number = Numbers.decimal(Draft.peek(cq.component(1)));
        Value written = cq.component(2);
        String unit = unit(draft, Draft.peek(written));
        if (number.isEmpty() || unit.isEmpty()) {
            return new Node();
        }
        draft.took(cq.component(1));
        draft.took(written.leaf());
        return duration(number, unit);
    }

    private static Node duration(String number, String unit) {
        return new Node()
                .number("value", number)
                .put("unit", unit)
                .put("system", "http://unitsofmeasure.org")
                .put("code", unit);
    }

    /** TQ.3: a unit and a number, or X and a number of times. */
    private static void duration(Draft draft, Value value, Node repeat) {
        Matcher m = LASTING.matcher(Draft.peek(value));
        if (!m.matches()) {
            return;
        }
        if (m.group(1).equals("X")) {
            String count = Numbers.positive(m.group(2));
            if (!count.isEmpty()) {
                repeat.number("count", count);
                draft.took(value.leaf());
            }
        } else if (!repeat.has("boundsPeriod")) {
            repeat.put(
                    "boundsDuration",
                    duration(Numbers.decimal(m.group(2)), unit(draft, m.group(1))));
            draft.took(value.leaf());
        }
    }

    private static void lasting(Draft draft, Value cq, Node repeat) {
        Node read = duration(draft, cq);
        if (!read.isEmpty()) {
            repeat.number("duration", Numbers.decimal(Draft.peek(cq.component(1))));
            repeat.put("durationUnit", read.text("code"));
        }
    }

    private static void period(Draft draft, Value pattern, Node repeat) {
        String number = Numbers.decimal(Draft.peek(pattern.component(5)));
        String unit = unit(draft, Draft.peek(pattern.component(6)));
        if (!number.isEmpty() && !unit.isEmpty()) {
            repeat.number("period", number).put("periodUnit", unit);
            draft.took(pattern.component(5));
            draft.took(pattern.component(6));
        }
    }

    private static void days(Draft draft, Value pattern, Node repeat) {
        if (!Draft.peek(pattern.component(2)).equals("DW")) {
            return;
        }
        for (int n = 3; n <= 4; n++) {
            String day = Draft.peek(pattern.component(n));
            if (day.length() == 1 && day.charAt(0) >= '1' && day.charAt(0) <= '7') {
                repeat.add("dayOfWeek", DAYS[day.charAt(0) - '1']);
                draft.took(pattern.component(n));
                draft.took(pattern.component(2));
            }
        }
    }

    /** RPT.8 and how long before or after it (RPT.9, RPT.10), which FHIR counts in minutes. */
    private static void event(Draft draft, Value pattern, Node repeat) {
        Value event = pattern.component(8);
        CodeTable.Row when = Table.TIMING_EVENT.row(draft, Draft.peek(event));
        // The codes HL7 v3 does not know are none of FHIR's events either.
        if (when.system().endsWith("v3-TimingEvent")) {
            draft.took(event.leaf());
            repeat.add("when", when.code());
        }
        String offset = Numbers.positive(Draft.peek(pattern.component(9)));
        int minutes =
                switch (unit(draft, Draft.peek(pattern.component(10)))) {
                    case "min", "" -> 1;
                    case "h" -> 60;
                    case "d" -> 1440;
                    default -> 0;
                };
        if (repeat.has("when") && !offset.isEmpty() && minutes > 0) {
            long total = Long.parseLong(offset) * minutes;
            if (total <= Integer.MAX_VALUE) {
                repeat.number("offset", Long.toString(total));
                draft.took(pattern.component(9));
                draft.took(pattern.component(10));
            }
        }
    }

    /** A repeat pattern as a code, and its period when it is {@code Q<number><unit>}. */
    private static Node code(Draft draft, Value pattern, Node repeat) {
        String code = draft.text(pattern);
        if (code.isEmpty()) {
            return new Node();
        }
        Matcher every = EVERY.matcher(code);
        if (every.matches() && !repeat.has("period")) {
            repeat.number("frequency", "1")
                    .number("period", Numbers.decimal(every.group(1)))
                    .put("periodUnit", unit(draft, every.group(2)));
        }
        String given = draft.text(pattern.subcomponent(3));
        CodeTable.Row row = Table.REPEAT_PATTERN.row(draft, code);
        if (given.isEmpty() && row.isEmpty() && every.matches()) {
            return new Node().put("text", code);
        }
        String system = given.isEmpty() ? row.system() : Systems.code(draft, given);
        if (system.isEmpty()) {
            CodeTable table = draft.settings().tables().table(Table.REPEAT_PATTERN);
            system = Systems.local(draft, table.number());
        }
        return Codes.literalConcept(system, code).put("text", draft.text(pattern.subcomponent(2)));
    }

    private static String unit(Draft draft, String written) {
        return Table.TIME_UNIT.target(draft, written);
    }

    /** CQ: a number and a unit, as components or, inside TQ, as subcomponents. */
    private static Node quantity(Draft draft, Value cq, boolean inner) {
        Value first = inner ? cq.subcomponent(1) : cq.component(1);
        Value unit = inner ? cq.subcomponent(2) : cq.component(2);
        return ObservationValue.ownUnit(draft, first, unit);
    }
}
