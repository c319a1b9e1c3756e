// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/** Names of people (HL7 v2 chapter 2A, XPN; guide: XPN[HumanName], FN[HumanName]). */
final class Names {
    private Names() {}

    /** Every repetition of a field as a HumanName. */
    static void addAll(Draft draft, Segment segment, int field, Node owner) {
        for (Value repetition : segment.repetitions(field)) {
            owner.add("name", xpn(draft, repetition));
        }
    }

    /** Family, given, second, suffix, prefix, degree, use, then the period of validity. */
    static Node xpn(Draft draft, Value xpn) {
        Node name = parts(draft, xpn, 1);
        String use = Table.NAME_USE.target(draft, Draft.peek(xpn.component(7)));
        if (!use.isEmpty()) {
            draft.took(xpn.component(7));
        }
        Node period =
                new Node()
                        .put("start", Times.dateTime(draft, xpn.component(12)))
                        .put("end", Times.dateTime(draft, xpn.component(13)));
        return name.isEmpty() ? name : name.put("use", use).put("period", period);
    }

    /** The parts of a name that begins at a component: XPN at 1, XCN at 2. */
    static Node parts(Draft draft, Value value, int first) {
        Value family = value.component(first);
        Node name = new Node().put("family", family(draft, family));
        name.add("given", draft.text(value.component(first + 1)));
        name.add("given", draft.text(value.component(first + 2)));
        name.add("suffix", draft.text(value.component(first + 3)));
        name.add("suffix", draft.text(value.component(first + 5)));
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
}
