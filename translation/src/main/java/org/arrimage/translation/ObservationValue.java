// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Set;

/**
 * OBX-5 by the type of OBX-2 to the value of an Observation (guide: OBX[Observation], rows OBX-5;
 * HL7 v2 chapter 2A for the types). A value that is not of the announced type is kept as text with
 * a remark: a result is never dropped because its type is wrong.
 */
final class ObservationValue {
    private static final Set<String> COMPARATORS = Set.of("<", "<=", ">", ">=");

    private ObservationValue() {}

    /** Puts {@code value[x]} of one repetition of OBX-5 on an Observation or a component. */
    static void put(Draft draft, Segment obx, Value value, Node owner) {
        switch (Draft.peek(obx.field(2))) {
            case "NM" -> number(draft, obx, value, owner);
            case "SN" -> structured(draft, obx, value, owner);
            case "CE", "CWE", "CNE", "CF", "IS", "ID" ->
                    orText(
                            draft,
                            value,
                            "valueCodeableConcept",
                            Codes.concept(draft, value),
                            owner);
            case "DT", "TS", "DTM" ->
                    orText(draft, value, "valueDateTime", Times.dateTime(draft, value), owner);
            case "TM" -> orText(draft, value, "valueTime", Times.time(draft, value), owner);
            case "DR" ->
                    orText(
                            draft,
                            value,
                            "valuePeriod",
                            Times.period(draft, value.component(1), value.component(2)),
                            owner);
            case "NA" ->
                    orText(draft, value, "valueSampledData", samples(draft, obx, value), owner);
            case "SI" -> integer(draft, value, owner);
            case "CQ" -> orText(draft, value, "valueQuantity", own(draft, value), owner);
            case "MO" -> orText(draft, value, "valueQuantity", money(draft, value), owner);
            case "NR" ->
                    orText(
                            draft,
                            value,
                            "valueRange",
                            range(draft, obx, value.component(1), value.component(2)),
                            owner);
            case "ST", "TX", "FT" -> owner.put("valueString", text(draft, obx, value));
            case "VR" -> {
                String to = draft.text(value.component(2));
                String from = draft.text(value.component(1));
                owner.put("valueString", to.isEmpty() ? from : from + '-' + to);
            }
            case "" -> {
                draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, obx.field(2));
                owner.put("valueString", draft.written(value));
            }
            default -> {
                draft.remark(ProblemCode.VALUE_TYPE_UNSUPPORTED, obx.field(2));
                owner.put("valueString", draft.written(value));
            }
        }
    }

    /** A number sent as text keeps its unit beside it: without it the number would mislead. */
    private static String text(Draft draft, Segment obx, Value value) {
        String text = draft.written(value);
        return Numbers.decimal(text).isEmpty() ? text : text + unit(draft, obx);
    }

    /** The unit as it is read after a number, empty when there is none. */
    private static String unit(Draft draft, Segment obx) {
        Value units = obx.field(6);
        if (!units.isPresent()) {
            return "";
        }
        String name = draft.text(units.component(2));
        String code = draft.text(units.component(1));
        return ' ' + (name.isEmpty() ? code : name);
    }

    /** Several lines of text are one text. */
    static void putLines(Draft draft, List<Value> lines, Node owner) {
        var text = new StringBuilder();
        for (Value line : lines) {
            text.append(text.isEmpty() ? "" : "\n").append(draft.written(line));
        }
        owner.put("valueString", text.toString());
    }

    /**
     * Several arrays (MA, or NA with repetitions) are samples of as many dimensions as an array has
     * values, one array per moment.
     */
    static boolean putArrays(Draft draft, Segment obx, List<Value> arrays, Node owner) {
        var data = new StringBuilder();
        int dimensions = arrays.getFirst().parts().size();
        for (Value array : arrays) {
            String row = row(array);
            if (row.isEmpty() || array.parts().size() != dimensions) {
                return false;
            }
            data.append(data.isEmpty() ? "" : " ").append(row);
        }
        arrays.forEach(draft::took);
        owner.put("valueSampledData", sampled(draft, obx, dimensions, data.toString()));
        return true;
    }

    /** NA: one array of one dimension (guide: NA[SampledData]). */
    private static Node samples(Draft draft, Segment obx, Value value) {
        String data = row(value);
        if (data.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, value);
            return new Node();
        }
        draft.took(value);
        return sampled(draft, obx, 1, data);
    }

    /** The numbers of an array, an absent one as E; empty when one is no number. */
    private static String row(Value array) {
        var data = new StringBuilder();
        for (Value part : array.parts()) {
            String written = Draft.peek(part);
            String number = written.isEmpty() ? "E" : Numbers.decimal(written);
            if (number.isEmpty()) {
                return "";
            }
            data.append(data.isEmpty() ? "" : " ").append(number);
        }
        return data.toString();
    }

    /** What was sent is the measure itself: origin zero. Its period is not in OBX. */
    private static Node sampled(Draft draft, Segment obx, int dimensions, String data) {
        return new Node()
                .put("origin", quantity(draft, obx, "", "0"))
                .put("_period", Extensions.unknown())
                .number("dimensions", Integer.toString(dimensions))
                .put("data", data);
    }

    private static void integer(Draft draft, Value value, Node owner) {
        String digits = Numbers.positive(Draft.peek(value));
        if (digits.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, value);
            owner.put("valueString", draft.written(value));
        } else {
            draft.took(value.leaf());
            owner.number("valueInteger", digits);
        }
    }

    /** CQ: a number that brings its own unit (guide: CQ[Quantity], CWE[string]). */
    private static Node own(Draft draft, Value cq) {
        Node quantity = ownUnit(draft, cq.component(1), cq.component(2));
        if (quantity.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, cq);
        }
        return quantity;
    }

    /** A number and a coded unit: its original words, else its name, else its code. */
    static Node ownUnit(Draft draft, Value number, Value unit) {
        String digits = Numbers.decimal(Draft.peek(number));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(number.leaf());
        String code = draft.text(unit.subcomponent(1));
        String name = draft.text(unit.subcomponent(2));
        String words = draft.text(unit.subcomponent(9));
        String system = Systems.code(draft, draft.text(unit.subcomponent(3)));
        String shown = !words.isEmpty() ? words : name.isEmpty() ? code : name;
        Node quantity = new Node().number("value", digits).put("unit", shown);
        return system.isEmpty() || code.isEmpty()
                ? quantity
                : quantity.put("system", system).put("code", code);
    }

    /** MO: an amount in a currency (ISO 4217). */
    private static Node money(Draft draft, Value mo) {
        String digits = Numbers.decimal(Draft.peek(mo.component(1)));
        String currency = Draft.peek(mo.component(2));
        if (digits.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, mo);
            return new Node();
        }
        draft.took(mo);
        Node quantity = new Node().number("value", digits).put("unit", currency);
        return currency.isEmpty()
                ? quantity
                : quantity.put("system", "urn:iso:std:iso:4217").put("code", currency);
    }

    private static void number(Draft draft, Segment obx, Value value, Node owner) {
        String digits = Numbers.decimal(Draft.peek(value));
        if (digits.isEmpty()) {
            draft.remark(ProblemCode.NUMBER_INVALID, value);
            owner.put("valueString", draft.written(value));
            return;
        }
        draft.took(value.leaf());
        owner.put("valueQuantity", quantity(draft, obx, "", digits));
    }

    /**
     * SN: comparator, number, separator or suffix, number (guide: SN[Quantity], [Range], [Ratio]).
     */
    private static void structured(Draft draft, Segment obx, Value value, Node owner) {
        String comparator = Draft.peek(value.component(1));
        String first = Numbers.decimal(Draft.peek(value.component(2)));
        String sign = Draft.peek(value.component(3));
        String second = Numbers.decimal(Draft.peek(value.component(4)));
        boolean plain = comparator.isEmpty() || comparator.equals("=");
        boolean pair = !first.isEmpty() && !second.isEmpty() && !comparator.equals("<>");
        Node read = new Node();
        String member = "valueQuantity";
        if (!first.isEmpty() && second.isEmpty() && sign.isEmpty()) {
            if (plain || COMPARATORS.contains(comparator)) {
                read = quantity(draft, obx, plain ? "" : comparator, first);
            }
        } else if (pair && sign.equals("-")) {
            member = "valueRange";
            read = original(plain, value);
            range(draft, obx, value, read);
        } else if (pair && (sign.equals(":") || sign.equals("/"))) {
            member = "valueRatio";
            boolean compared = COMPARATORS.contains(comparator);
            read = original(plain || compared, value);
            read.put("numerator", quantity(draft, obx, compared ? comparator : "", first))
                    .put("denominator", quantity(draft, obx, "", second));
        }
        draft.took(value);
        if (read.hasAny("value") || read.hasAny("low") || read.hasAny("numerator")) {
            owner.put(member, read);
        } else {
            owner.put("valueString", parts(value) + unit(draft, obx));
        }
    }

    /** A comparator that FHIR has no room for, in the sender's words (guide: SN[Range]). */
    private static Node original(boolean said, Value value) {
        return said
                ? new Node()
                : new Node()
                        .add(
                                "extension",
                                Extensions.of("originalText", "valueString", parts(value)));
    }

    private static void range(Draft draft, Segment obx, Value value, Node into) {
        Node read = range(draft, obx, value.component(2), value.component(4));
        into.complete(read);
    }

    /** What SN cannot say in FHIR is said as it is read aloud: {@code >2+}. */
    private static String parts(Value value) {
        var text = new StringBuilder();
        for (int n = 1; n <= 4; n++) {
            text.append(Draft.peek(value.component(n)));
        }
        return text.toString();
    }

    private static void orText(Draft draft, Value value, String member, String read, Node owner) {
        if (read.isEmpty()) {
            owner.put("valueString", draft.written(value));
        } else {
            owner.put(member, read);
        }
    }

    private static void orText(Draft draft, Value value, String member, Node read, Node owner) {
        if (read.isEmpty()) {
            owner.put("valueString", draft.written(value));
        } else {
            owner.put(member, read);
        }
    }

    private static Node range(Draft draft, Segment obx, Value low, Value high) {
        String from = Numbers.decimal(Draft.peek(low));
        String to = Numbers.decimal(Draft.peek(high));
        Node range = new Node();
        if (!from.isEmpty() && !to.isEmpty() && !References.inOrder(from, to)) {
            return range;
        }
        if (!from.isEmpty()) {
            draft.took(low);
            range.put("low", quantity(draft, obx, "", from));
        }
        if (!to.isEmpty()) {
            draft.took(high);
            range.put("high", quantity(draft, obx, "", to));
        }
        return range;
    }

    /** OBX-6 gives the unit; its code only when the sender says that it is UCUM's. */
    static Node quantity(Draft draft, Segment obx, String comparator, String digits) {
        Value units = obx.field(6);
        String code = draft.text(units.component(1));
        String name = draft.text(units.component(2));
        Node quantity =
                new Node()
                        .number("value", digits)
                        .put("comparator", comparator)
                        .put("unit", name.isEmpty() ? code : name);
        String system = Systems.code(draft, draft.text(units.component(3)));
        if (!code.isEmpty() && !system.isEmpty()) {
            quantity.put("system", system).put("code", code);
        }
        return quantity;
    }
}
