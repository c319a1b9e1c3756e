// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/** The extensions HL7 itself defines for R4; none of ours, which no receiver would read. */
final class Extensions {
    static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";

    private Extensions() {}

    /** An extension holding a string; empty when the text is. */
    static Node of(String url, String text) {
        return of(url, "valueString", text);
    }

    /** An extension holding a text of some type; empty when the text is. */
    static Node of(String url, String member, String text) {
        return text.isEmpty() ? new Node() : new Node().put("url", url).put(member, text);
    }

    /** An extension holding a structure; empty when that is. */
    static Node of(String url, String member, Node value) {
        return value.isEmpty() ? new Node() : new Node().put("url", url).put(member, value);
    }

    /** An element FHIR requires and the sender left out (R4, data-absent-reason). */
    static Node unknown() {
        return new Node()
                .add("extension", of(HL7 + "data-absent-reason", "valueCode", "unknown"));
    }
}
