// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;

/**
 * Results: ORU (R01, R30 to R32 and those of the same structure), device observations (IHE PCD-01),
 * laboratory automation OUL and the display of results ORF (guide: ORU_R01; HL7 v2 chapters 7 and
 * 13).
 */
final class OruTranslation {
    private OruTranslation() {}

    static void translate(Draft draft) throws Hl7Problem {
        new OrderWalk(draft, new PatientVisit(draft), OrderWalk.Purpose.RESULTS).walk();
    }
}
