// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

/**
 * Where each pharmacy segment keeps what all of them say, by field number, 0 where it does not (HL7
 * v2 chapter 4A).
 *
 * @param code the drug
 * @param least dose, or the smallest of a range
 * @param most largest dose of a range
 * @param unit of both
 * @param form dosage form
 * @param instructions for who gives or takes it
 * @param rate and its unit in the next field
 * @param strength and its unit in the next field
 * @param volume what the strength is in, and its unit in the next field
 * @param indication why
 * @param lot and expiry and maker in the two next fields
 */
record DrugFields(
        int code,
        int least,
        int most,
        int unit,
        int form,
        int instructions,
        int rate,
        int strength,
        int volume,
        int indication,
        int lot) {

    private static final DrugFields ORDERED = new DrugFields(1, 2, 3, 4, 5, 7, 21, 18, 25, 20, 0);
    private static final DrugFields ENCODED = new DrugFields(2, 3, 4, 5, 6, 7, 23, 25, 33, 27, 0);
    private static final DrugFields DISPENSED =
            new DrugFields(2, 0, 0, 0, 6, 15, 0, 16, 28, 21, 18);
    private static final DrugFields TO_GIVE = new DrugFields(4, 5, 6, 7, 8, 13, 15, 17, 23, 22, 19);
    private static final DrugFields GIVEN = new DrugFields(5, 6, 0, 7, 8, 0, 0, 13, 23, 19, 15);

    static DrugFields of(Segment segment) {
        return switch (segment.name()) {
            case "RXE" -> ENCODED;
            case "RXD" -> DISPENSED;
            case "RXG" -> TO_GIVE;
            case "RXA" -> GIVEN;
            default -> ORDERED;
        };
    }
}
