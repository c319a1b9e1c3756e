// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Value;

import java.util.regex.Pattern;

/**
 * Coded values (HL7 v2 chapter 2A, CE, CWE, CNE, CF, IS, ID; guide: CWE[CodeableConcept],
 * CE[CodeableConcept]).
 *
 * <p>We differ from the guide on tables: a code is said to be of an HL7 table only when that table
 * lists it. Sites extend most tables, and a site's code under HL7's name would be a false claim.
 */
final class Codes {
    /** Where a CWE's codes begin: the first, the alternate and, since 2.7, a second alternate. */
    private static final int[] CODINGS = {1, 4, 10};

    private static final Node NOTHING = new Node();

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    private Codes() {}

    /** A CodeableConcept; a code without coding system stays without. */
    static Node concept(Draft draft, Value value) {
        return concept(draft, value, Table.NONE);
    }

    /** A CodeableConcept whose codes without coding system are of that table. */
    static Node concept(Draft draft, Value value, Table table) {
        return concept(draft, value, draft.settings().tables().table(table));
    }

    /** The same with a table an organisation may have named. */
    static Node concept(Draft draft, Value value, CodeTable table) {
        if (!value.isPresent()) {
            return new Node();
        }
        Node concept = new Node();
        String text = draft.text(value.component(9));
        for (int component : CODINGS) {
            Node coding = coding(draft, value, component, component == 1 ? table : CodeTable.EMPTY);
            concept.add("coding", coding.has("code") || coding.has("display") ? coding : NOTHING);
            if (text.isEmpty() && !coding.has("code")) {
                text = coding.text("display");
            }
        }
        return concept.put("text", text);
    }

    /** One Coding from an IS, ID or CWE; empty when it has no code. */
    static Node coding(Draft draft, Value value, Table table) {
        return coding(draft, value, draft.settings().tables().table(table));
    }

    /** The same with a table an organisation may have named. */
    static Node coding(Draft draft, Value value, CodeTable table) {
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

    /** A FHIR code looked up by the HL7 one; a code outside the table is a remark and a loss. */
    static String mapped(Draft draft, Value value, Table table) {
        String code = Draft.peek(value);
        if (code.isEmpty()) {
            return "";
        }
        String target = table.target(draft, code);
        if (target.isEmpty()) {
            draft.remark(ProblemCode.CODE_UNKNOWN, value);
        } else {
            draft.took(value.leaf());
        }
        return target;
    }

    /** The same where only some codes have a target: one outside the table is no remark. */
    static String ifMapped(Draft draft, Value value, Table table) {
        String target = table.target(draft, Draft.peek(value));
        if (!target.isEmpty()) {
            draft.took(value.leaf());
        }
        return target;
    }

    private static Node coding(Draft draft, Value value, int first, CodeTable rows) {
        String code = singleSpaced(draft.text(value.component(first)));
        String name = draft.text(value.component(first + 2));
        boolean ofTable = name.isEmpty() || isName(name, rows);
        CodeTable.Row row = ofTable ? rows.row(code) : CodeTable.Row.NONE;
        String display = draft.text(value.component(first + 1));
        Node coding = new Node();
        if (!code.isEmpty()) {
            coding.put("system", ofTable ? systemOf(draft, rows, row) : Systems.code(draft, name));
        }
        coding.put("code", row.isEmpty() ? code : row.code())
                .put("display", display.isEmpty() ? row.display() : display);
        // CWE.7, CWE.8 and CWE.13 are the versions of the coding systems.
        int version = first == 1 ? 7 : first == 4 ? 8 : 13;
        return coding.has("code")
                ? coding.put("version", draft.text(value.component(version)))
                : coding;
    }

    /** A FHIR code has no two blanks in a row (R4, code), of whatever kind. */
    private static String singleSpaced(String code) {
        boolean fine = true;
        for (int i = 0; i < code.length() && fine; i++) {
            char c = code.charAt(i);
            fine = !isBlank(c) || (c == ' ' && code.charAt(i - 1) != ' ');
        }
        return fine ? code : BLANKS.matcher(code).replaceAll(" ").strip();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String systemOf(Draft draft, CodeTable table, CodeTable.Row row) {
        if (table.isEmpty()) {
            return "";
        }
        return row.isEmpty() ? Systems.local(draft, table.number()) : row.system();
    }

    /** Whether a coding system's name is the table's own, as HL70002. */
    private static boolean isName(String name, CodeTable table) {
        return name.length() == 3 + table.number().length()
                && name.startsWith("HL7")
                && name.endsWith(table.number());
    }
}
