// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;

/**
 * Every message type that has no mapping of its own: header, patient, visit and what else any
 * message may hold are translated, the rest is in the loss report, and a remark says so.
 */
final class CommonTranslation {
    private CommonTranslation() {}

    static void translate(Draft draft) throws Hl7Problem {
        draft.remark(ProblemCode.MAPPING_ABSENT, draft.message().msh().field(9));
        var shared = new PatientVisit(draft);
        shared.readAll();
        shared.finish();
    }
}
