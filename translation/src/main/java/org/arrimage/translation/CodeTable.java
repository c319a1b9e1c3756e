// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One table of codes.
 *
 * @param name its name in {@link Table}, or an organisation's own
 * @param number the HL7 table its codes come from, empty when none
 * @param date when its rows were last checked against their source
 * @param source where its rows come from
 * @param system the FHIR system of its rows that name no other
 * @param only the only FHIR codes it may give, because FHIR requires its list; empty when it gives
 *     any
 * @param rows what each code becomes, in the order of the file
 */
record CodeTable(
        String name,
        String number,
        String date,
        String source,
        String system,
        Set<String> only,
        Map<String, Row> rows) {

    static final CodeTable EMPTY = new CodeTable("NONE", "", "", "", "", Set.of(), Map.of());

    /** Stands for a table that nobody has asked yet. */
    static final CodeTable UNREAD = new CodeTable("", "", "", "", "", Set.of(), Map.of());

    /** A FHIR code. The display is given only when the sender gives none and the row does. */
    record Row(String system, String code, String display) {
        /** Not listed. */
        static final Row NONE = new Row("", "", "");

        boolean isEmpty() {
            return code.isEmpty();
        }
    }

    boolean isUnread() {
        return name.isEmpty();
    }

    /** No table at all: a code without coding system stays without. */
    boolean isEmpty() {
        return number.isEmpty() && rows.isEmpty();
    }

    Row row(String code) {
        return rows.getOrDefault(code, Row.NONE);
    }

    /** This table with another's rows added, the other's winning. */
    CodeTable with(CodeTable other) {
        var both = new HashMap<String, Row>(rows);
        both.putAll(other.rows);
        return new CodeTable(
                name,
                other.number.isEmpty() ? number : other.number,
                other.date,
                other.source,
                system,
                only,
                Map.copyOf(both));
    }
}
