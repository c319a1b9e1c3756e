// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;

/**
 * Names of people (HL7 v2 chapter 2A, XPN and FN; guide: XPN[HumanName], FN[HumanName]).
 *
 * <p>Assembly order (XPN.11) is left out: FHIR's list of orders has none of HL7's codes.
 */
final class Names {
    private Names() {}

    /** Every repetition of a field as a HumanName. */
    static void addAll(Draft draft, Segment segment, int field, Node owner) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add("name", xpn(draft, repetition));
            owner.add("name", called(draft, repetition));
        }
    }

    /** Family, given, second, suffix, prefix, degree, use, then the period of validity. */
    static Node xpn(Draft draft, Value xpn) {
        Node name = parts(draft, xpn, 1);
        name.add("suffix", draft.text(xpn.component(6)));
        name.add("suffix", draft.text(xpn.component(14)));
        if (name.isEmpty()) {
            return name;
        }
        return name.put("use", use(draft, xpn.component(7)))
                .put(
                        "period",
                        Times.period(
                                draft, xpn.component(10), xpn.component(12), xpn.component(13)));
    }

    /** XPN.15: what the person is called by, a name of its own. */
    private static Node called(Draft draft, Value xpn) {
        String called = draft.text(xpn.component(15));
        return called.isEmpty()
                ? new Node()
                : new Node().put("use", "nickname").add("given", called);
    }

    /** FHIR's use of a name, by HL7 table 0200. */
    static String use(Draft draft, Value code) {
        return Codes.ifMapped(draft, code, Table.NAME_USE);
    }

    /** The parts that follow each other alike in XPN (from 1) and in XCN (from 2). */
    static Node parts(Draft draft, Value value, int first) {
        Value family = value.component(first);
        Node name = new Node().put("family", family(draft, family));
        name.put("_family", new Node().addAll("extension", familyParts(draft, family)));
        name.add("given", draft.text(value.component(first + 1)));
        name.add("given", draft.text(value.component(first + 2)));
        name.add("suffix", draft.text(value.component(first + 3)));
        name.add("prefix", draft.text(value.component(first + 4)));
        return name;
    }

    /** FN: the surname, or its prefix and own part when only those are sent. */
    private static String family(Draft draft, Value fn) {
        String whole = draft.text(fn.subcomponent(1));
        if (!whole.isEmpty()) {
            return whole;
        }
        String prefix = draft.text(fn.subcomponent(2));
        return (prefix + ' ' + draft.text(fn.subcomponent(3))).strip();
    }

    private static List<Node> familyParts(Draft draft, Value fn) {
        if (!fn.hasParts()) {
            return List.of();
        }
        return List.of(
                Extensions.of(
                        "humanname-own-prefix", "valueString", draft.text(fn.subcomponent(2))),
                Extensions.of("humanname-own-name", "valueString", draft.text(fn.subcomponent(3))),
                Extensions.of(
                        "humanname-partner-prefix", "valueString", draft.text(fn.subcomponent(4))),
                Extensions.of(
                        "humanname-partner-name", "valueString", draft.text(fn.subcomponent(5))));
    }
}
