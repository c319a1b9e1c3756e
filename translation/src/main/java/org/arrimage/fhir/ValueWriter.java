// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code value[x]} of an Observation or a component to OBX-2, OBX-5 and OBX-6 (guide:
 * OBX[Observation], rows OBX-5, read backwards; HL7 v2 chapter 2A for the types).
 */
final class ValueWriter {
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    /** An exponent beyond this gives more digits than any receiver reads: the text is kept. */
    private static final int WIDEST_EXPONENT = 30;

    /** ST is 199 characters long at most up to 2.6; longer texts are TX. */
    private static final int LONGEST_ST = 199;

    private static final Set<String> QUANTITIES =
            Set.of("valueQuantity", "valueRange", "valueRatio", "valueSampledData");

    private final Writing writing;
    private final SegmentDraft obx;

    ValueWriter(Writing writing, SegmentDraft obx) {
        this.writing = writing;
        this.obx = obx;
    }

    /** Writes one value; nothing when there is none. */
    void write(Element owner) {
        Element value = owner.choice("value");
        if (!value.isPresent()) {
            return;
        }
        boolean extended = writing.version().atLeast(Hl7Version.V2_5);
        switch (value.name()) {
            case "valueQuantity" -> quantity(value);
            case "valueCodeableConcept" -> {
                String type = extended ? "CWE" : "CE";
                add(type, Concepts.parts(writing, value, type));
            }
            case "valueString" -> text(value);
            case "valueBoolean" -> add("ID", PatientWriter.yesOrNo(value));
            case "valueInteger" -> number(value);
            case "valueRange" -> range(value);
            case "valueRatio" -> ratio(value);
            case "valueSampledData" -> add("NA", samples(value));
            case "valueTime" -> add("TM", Moments.time(writing, value));
            case "valueDateTime" -> {
                Parts moment = Moments.moment(writing, value);
                add(moment.component(1).length() <= 8 ? "DT" : momentType(), moment);
            }
            case "valuePeriod" -> period(value);
            default -> {}
        }
    }

    /** Whether a value may share an OBX with others of its kind, as repetitions. */
    static boolean repeats(List<Element> components) {
        String first = components.getFirst().choice("value").name();
        return !QUANTITIES.contains(first)
                && components.stream().allMatch(c -> c.choice("value").name().equals(first));
    }

    private String momentType() {
        return writing.version().atLeast(Hl7Version.V2_6) ? "DTM" : "TS";
    }

    private void add(String type, Parts value) {
        if (!value.isEmpty()) {
            obx.constant(2, type);
            obx.add(5, () -> value);
        }
    }

    private void quantity(Element quantity) {
        Element digits = quantity.get("value");
        if (digits.peek().isEmpty()) {
            return;
        }
        String comparator = quantity.take("comparator");
        String number = plain(digits);
        if (number.isEmpty()) {
            add("ST", Parts.of(comparator + digits.take()));
        } else if (comparator.isEmpty()) {
            add("NM", Parts.of(number));
        } else {
            add("SN", Parts.of(comparator).put(2, number));
        }
        units(quantity);
    }

    private void number(Element value) {
        String number = plain(value);
        add(number.isEmpty() ? "ST" : "NM", Parts.of(number.isEmpty() ? value.take() : number));
    }

    /** NM has no exponent (chapter 2A, NM): it is written out, unless that is absurdly long. */
    private static String plain(Element digits) {
        String written = digits.peek();
        if (PLAIN_NUMBER.matcher(written).matches()) {
            return digits.take();
        }
        try {
            var number = new BigDecimal(written);
            if (Math.abs((long) number.scale()) > WIDEST_EXPONENT) {
                return "";
            }
            digits.take();
            return number.toPlainString();
        } catch (NumberFormatException none) {
            return "";
        }
    }

    /** OBX-6: the code with its system when the sender says so, else the unit as text. */
    private void units(Element quantity) {
        obx.put(6, () -> unit(writing, quantity));
    }

    static Parts unit(Writing writing, Element quantity) {
        String code = quantity.peek("code");
        String unit = quantity.peek("unit");
        if (code.isEmpty()) {
            return Parts.of(quantity.take("unit"));
        }
        quantity.take("code");
        quantity.take("unit");
        var parts = Parts.of(code);
        if (!unit.equals(code)) {
            parts.put(2, unit);
        }
        return parts.put(3, CodeSystems.name(writing, quantity.take("system")));
    }

    private void text(Element value) {
        String text = value.peek();
        if (text.isEmpty()) {
            return;
        }
        value.take();
        boolean several = text.lines().limit(2).count() > 1;
        obx.constant(2, several || text.length() > LONGEST_ST ? "TX" : "ST");
        obx.addLines(5, text);
    }

    private void range(Element range) {
        Element low = range.get("low");
        Element high = range.get("high");
        String from = plain(low.get("value"));
        String to = plain(high.get("value"));
        var sn = new Parts();
        if (!from.isEmpty() && !to.isEmpty()) {
            sn.put(2, from).put(3, "-").put(4, to);
        } else if (!from.isEmpty()) {
            sn.put(1, ">=").put(2, from);
        } else if (!to.isEmpty()) {
            sn.put(1, "<=").put(2, to);
        }
        add("SN", sn);
        units(low.get("value").isPresent() ? low : high);
        if (sameUnit(low, high)) {
            high.takeAll();
        }
    }

    /** OBX-6 has room for one: a unit of its own that the upper limit has is lost. */
    private static boolean sameUnit(Element low, Element high) {
        return Stream.of("unit", "code", "system")
                .allMatch(member -> low.peek(member).equals(high.peek(member)));
    }

    private void ratio(Element ratio) {
        Element numerator = ratio.get("numerator");
        Element denominator = ratio.get("denominator");
        String first = plain(numerator.get("value"));
        String second = plain(denominator.get("value"));
        if (first.isEmpty() || second.isEmpty()) {
            return;
        }
        String comparator = numerator.take("comparator");
        var sn = new Parts().put(1, comparator).put(2, first).put(3, ":").put(4, second);
        add("SN", sn);
        String over = denominator.peek("unit");
        if (over.isEmpty()) {
            units(numerator);
        } else {
            denominator.take("unit");
            obx.put(6, () -> Parts.of(numerator.take("unit") + '/' + over));
        }
    }

    private void period(Element period) {
        Parts start = Moments.moment(writing, period.get("start"));
        Parts end = Moments.moment(writing, period.get("end"));
        add("DR", new Parts().put(1, start.component(1)).put(2, end.component(1)));
    }

    /** NA: the samples of one channel; its scale and dimensions have no place. */
    private static Parts samples(Element sampled) {
        var parts = new Parts();
        int n = 1;
        for (String sample : sampled.take("data").split(" ")) {
            parts.put(n++, sample);
        }
        return parts;
    }
}
