// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;

/**
 * General acknowledgements, ACK and MCF (HL7 v2 chapter 2; the guide has no map): a message bundle
 * whose header says what it answers and how, see {@link ResponseMapper}. It is no transaction: an
 * acknowledgement changes nothing that a server keeps.
 */
final class AcknowledgementTranslation {
    private AcknowledgementTranslation() {}

    static void translate(Draft draft) throws Hl7Problem {
        if (draft.message().segment("MSA").isEmpty()) {
            throw PatientVisit.missing(draft.message(), "MSA");
        }
        draft.bundle().becomeMessage();
        new PatientVisit(draft).readAll();
    }
}
