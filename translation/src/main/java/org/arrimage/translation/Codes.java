// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Value;

import java.util.Map;

/**
 * Coded values (HL7 v2 chapter 2A, CE, CWE, CNE, CF, IS, ID; guide: CWE[CodeableConcept],
 * CE[CodeableConcept]).
 *
 * <p>We differ from the guide on tables: a code is said to be of an HL7 table only when that table
 * lists it. Sites extend most tables, and a site's code under HL7's name would be a false claim.
 */
final class Codes {
    private Codes() {}

    /** A CodeableConcept; a code without coding system stays without. */
    static Node concept(Draft draft, Value value) {
        return concept(draft, value, Table.NONE);
    }

    /** A CodeableConcept whose codes without coding system are of that table. */
    static Node concept(Draft draft, Value value, Table table) {
        if (!value.isPresent()) {
            return new Node();
        }
        Node first = coding(draft, value, 1, table);
        Node second = coding(draft, value, 4, Table.NONE);
        String text = draft.text(value.component(9));
        Node concept = new Node();
        if (first.has("code")) {
            concept.add("coding", first);
        } else if (text.isEmpty()) {
            text = first.text("display");
        }
        if (second.has("code")) {
            concept.add("coding", second);
        } else if (text.isEmpty()) {
            text = second.text("display");
        }
        return concept.put("text", text);
    }

    /** One Coding from an IS, ID or CWE; empty when it has no code. */
    static Node coding(Draft draft, Value value, Table table) {
        Node coding = value.isPresent() ? coding(draft, value, 1, table) : new Node();
        return coding.has("code") ? coding : new Node();
    }

    /** A literal coding. */
    static Node literal(String system, String code) {
        return new Node().put("system", system).put("code", code);
    }

    /** A concept of one literal coding. */
    static Node literalConcept(String system, String code) {
        return new Node().add("coding", literal(system, code));
    }

    /** A FHIR code looked up by the HL7 one; a code outside the map is a remark and a loss. */
    static String mapped(Draft draft, Value value, Map<String, String> map) {
        String code = Draft.peek(value);
        if (code.isEmpty()) {
            return "";
        }
        String target = map.getOrDefault(code, "");
        if (target.isEmpty()) {
            draft.remark(ProblemCode.CODE_UNKNOWN, value);
        } else {
            draft.took(value.leaf());
        }
        return target;
    }

    private static Node coding(Draft draft, Value value, int first, Table table) {
        String code = singleSpaced(draft.text(value.component(first)));
        String name = draft.text(value.component(first + 2));
        boolean ofTable = name.isEmpty() || name.equals("HL7" + table.number());
        String system = ofTable ? systemOf(draft, code, table) : Systems.code(draft, name);
        String target = ofTable ? table.target(code) : "";
        Node coding =
                new Node()
                        .put("system", code.isEmpty() ? "" : system)
                        .put("code", target.isEmpty() ? code : target)
                        .put("display", draft.text(value.component(first + 1)));
        // CWE.7 and CWE.8 are the versions of the two coding systems.
        return coding.has("code")
                ? coding.put("version", draft.text(value.component(first == 1 ? 7 : 8)))
                : coding;
    }

    /** A FHIR code has no two blanks in a row (R4, code). */
    private static String singleSpaced(String code) {
        boolean fine = true;
        for (int i = 0; i < code.length() && fine; i++) {
            char c = code.charAt(i);
            fine = c > ' ' || (c == ' ' && code.charAt(i - 1) != ' ');
        }
        return fine ? code : code.replaceAll("\\s+", " ");
    }

    private static String systemOf(Draft draft, String code, Table table) {
        if (table == Table.NONE || code.isEmpty()) {
            return "";
        }
        return table.target(code).isEmpty() ? Systems.local(draft, table.number()) : table.system();
    }
}
