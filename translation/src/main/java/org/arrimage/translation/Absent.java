// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/**
 * What FHIR demands and the message does not tell: that it is unknown is said (R4, extension
 * data-absent-reason), nothing is made up.
 */
final class Absent {
    private static final String URL = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private Absent() {}

    /** Stands for a whole element, or beside a primitive one under its underscored name. */
    static Node unknown() {
        return new Node().add("extension", new Node().put("url", URL).put("valueCode", "unknown"));
    }

    /** The element, or that it is unknown. */
    static Node orUnknown(Node element) {
        return element.isEmpty() ? unknown() : element;
    }
}
