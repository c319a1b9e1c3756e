// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/** FHIR extensions, only of HL7's own definitions (R4, extensibility; HL7's extensions pack). */
final class Extensions {
    private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

    private Extensions() {}

    /** One of HL7's extensions with a value; empty without one. */
    static Node of(String name, String member, Node value) {
        return value.isEmpty() ? value : new Node().put("url", CORE + name).put(member, value);
    }

    /** The same with a text, a code or a date. */
    static Node of(String name, String member, String value) {
        return value.isEmpty() ? new Node() : new Node().put("url", CORE + name).put(member, value);
    }

    /** One with parts. */
    static Node within(String name, Node... parts) {
        Node extension = new Node();
        for (Node part : parts) {
            extension.add("extension", part);
        }
        return extension.isEmpty() ? extension : extension.put("url", CORE + name);
    }

    /** A part of one, whose URL is only a word. */
    static Node part(String word, String member, String value) {
        return value.isEmpty() ? new Node() : new Node().put("url", word).put(member, value);
    }

    /** What stands where FHIR demands an element that the sender does not give. */
    static Node unknown() {
        return new Node()
                .add(
                        "extension",
                        new Node()
                                .put("url", CORE + "data-absent-reason")
                                .put("valueCode", "unknown"));
    }

    /** The element, or that it is unknown. */
    static Node orUnknown(Node element) {
        return element.isEmpty() ? unknown() : element;
    }
}
