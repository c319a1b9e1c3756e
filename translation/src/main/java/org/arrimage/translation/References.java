// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OBX-7 to a reference range (guide: OBX[Observation], row OBX-7; HL7 v2 chapter 7 for its form):
 * the text as written and, of a number, the limits it states as {@code 3.5 - 4.5}, {@code < 5} or
 * {@code > 2}.
 */
final class References {
    private static final Pattern LIMITS =
            Pattern.compile("(-?[\\d.]{1,32}) ?- ?(-?[\\d.]{1,32})|([<>])(=?) ?(-?[\\d.]{1,32})");

    private References() {}

    /** The reference range of an OBX; empty when it gives none. */
    static Node of(Draft draft, Segment obx) {
        Value written = obx.field(7);
        if (!written.isPresent()) {
            return new Node();
        }
        Node range = limits(draft, obx, Draft.peek(written));
        return range.put("text", draft.written(written));
    }

    /** Low and high, without the text; empty when the text states none. */
    static Node limits(Draft draft, Segment obx, String text) {
        String type = Draft.peek(obx.field(2));
        Node range = new Node();
        if (!type.equals("NM") && !type.equals("SN")) {
            return range;
        }
        Matcher m = LIMITS.matcher(text);
        if (!m.matches()) {
            return range;
        }
        if (m.group(3) == null) {
            if (!inOrder(m.group(1), m.group(2))) {
                return range;
            }
            bound(draft, obx, "low", m.group(1), range);
            bound(draft, obx, "high", m.group(2), range);
        } else {
            bound(draft, obx, m.group(3).equals("<") ? "high" : "low", m.group(5), range);
        }
        return range;
    }

    /** FHIR takes no range whose low is above its high (R4, rng-2). */
    static boolean inOrder(String low, String high) {
        String from = Numbers.decimal(low);
        String to = Numbers.decimal(high);
        return !from.isEmpty()
                && !to.isEmpty()
                && new BigDecimal(from).compareTo(new BigDecimal(to)) <= 0;
    }

    private static void bound(Draft draft, Segment obx, String member, String text, Node range) {
        String number = Numbers.decimal(text);
        if (!number.isEmpty()) {
            range.put(member, ObservationValue.quantity(draft, obx, "", number));
        }
    }
}
