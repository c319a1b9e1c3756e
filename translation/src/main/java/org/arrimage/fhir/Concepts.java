// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/**
 * Coded values (HL7 v2 chapter 2A, CE, CWE, CNE, IS, ID; guide: CWE[CodeableConcept],
 * CE[CodeableConcept] read backwards): two codings, since 2.5 their versions, and the text where
 * the type has a place for it. IS and ID take the code alone.
 */
final class Concepts {
    private Concepts() {}

    /** A CodeableConcept in the type of its field. */
    static Parts parts(Writing writing, Element concept, String type) {
        return parts(writing, concept, type, CodeTable.NONE);
    }

    /** The same, codes of FHIR's own systems turned into those of a table. */
    static Parts parts(Writing writing, Element concept, String type, CodeTable table) {
        return switch (type) {
            case "CE", "CF" -> coded(writing, concept, table, false);
            case "CWE", "CNE" -> coded(writing, concept, table, true);
            default -> plain(writing, concept, table);
        };
    }

    /** A Coding alone, in the type of its field. */
    static Parts coding(Writing writing, Element coding, String type, CodeTable table) {
        boolean whole = type.equals("CE") || type.equals("CWE") || type.equals("CNE");
        if (whole) {
            var parts = new Parts();
            triplet(writing, coding, parts, 1, table);
            return parts;
        }
        String code = code(writing, coding, table);
        if (!code.isEmpty()) {
            coding.takeAll();
        }
        return Parts.of(code);
    }

    /** The code for IS and ID, what the field implies left out; without code, the text. */
    private static Parts plain(Writing writing, Element concept, CodeTable table) {
        for (Element coding : concept.list("coding")) {
            String code = code(writing, coding, table);
            if (!code.isEmpty()) {
                coding.takeAll();
                // The text only repeats what the code says, where a code is all that can be sent.
                if (concept.peek("text").equals(coding.peek("display"))
                        || concept.peek("text").equals(code)) {
                    concept.take("text");
                }
                return Parts.of(code);
            }
        }
        return Parts.of(concept.take("text"));
    }

    private static Parts coded(
            Writing writing, Element concept, CodeTable table, boolean extended) {
        var parts = new Parts();
        List<Element> codings = concept.list("coding");
        boolean versions = extended && writing.version().atLeast(Hl7Version.V2_5);
        for (int i = 0; i < codings.size() && i < 2; i++) {
            triplet(writing, codings.get(i), parts, 1 + 3 * i, table);
            if (versions) {
                parts.put(7 + i, codings.get(i).take("version"));
            }
        }
        String text = concept.peek("text");
        // Another field may carry the text already, as DG1-4 does.
        if (text.isEmpty() || concept.get("text").isTaken()) {
            return parts;
        }
        String first = codings.isEmpty() ? "" : codings.getFirst().peek("display");
        if (text.equals(first)) {
            concept.take("text");
        } else if (versions) {
            parts.put(9, concept.take("text"));
        } else if (!parts.has(2)) {
            parts.put(2, concept.take("text"));
        } else if (!parts.has(4) && !parts.has(5)) {
            parts.put(5, concept.take("text"));
        }
        return parts;
    }

    private static void triplet(
            Writing writing, Element coding, Parts parts, int first, CodeTable table) {
        String code = coding.peek("code");
        String system = coding.peek("system");
        String ours = table.code(writing, system, code);
        boolean mapped = !ours.isEmpty();
        coding.take("code");
        coding.take("system");
        parts.put(first, mapped ? ours : code);
        parts.put(first + 1, coding.take("display"));
        parts.put(first + 2, mapped ? "HL7" + table.number() : CodeSystems.name(writing, system));
    }

    private static String code(Writing writing, Element coding, CodeTable table) {
        String code = coding.peek("code");
        String mapped = table.code(writing, coding.peek("system"), code);
        return mapped.isEmpty() ? code : mapped;
    }
}
