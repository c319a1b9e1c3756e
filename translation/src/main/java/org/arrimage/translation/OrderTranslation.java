// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;

/**
 * Requests for observations and procedures: ORM O01, OMG O19, OML O21, O33, O35 and their kin
 * (guide: ORM_O01, OML_O21; HL7 v2 chapter 4).
 */
final class OrderTranslation {
    private OrderTranslation() {}

    static void translate(Draft draft) throws Hl7Problem {
        new OrderWalk(draft, new PatientVisit(draft), OrderWalk.Purpose.REQUESTS).walk();
    }
}
