// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.Optional;

/** The versions of HL7 v2 that are written. */
public enum Hl7Version {
    V2_3("2.3"),
    V2_3_1("2.3.1"),
    V2_4("2.4"),
    V2_5("2.5"),
    V2_5_1("2.5.1"),
    V2_6("2.6");

    private final String number;

    Hl7Version(String number) {
        this.number = number;
    }

    /** As MSH-12 writes it. */
    public String number() {
        return number;
    }

    /** The version of that number; nothing when it is not one that is written. */
    public static Optional<Hl7Version> of(String number) {
        for (Hl7Version version : values()) {
            if (version.number.equals(number)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    boolean atLeast(Hl7Version other) {
        return compareTo(other) >= 0;
    }
}
