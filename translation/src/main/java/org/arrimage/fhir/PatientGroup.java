// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/** The segments about a patient and a visit that most messages begin with. */
final class PatientGroup {
    private PatientGroup() {}

    /** PID and PD1, NK1 where the message has them, PV1 and PV2 when there is a visit. */
    static void write(Writing writing, MessageDraft message, Element patient, int setId) {
        PatientWriter.write(writing, message, patient, setId);
        if (writing.version().atLeast(Hl7Version.V2_5)) {
            RelativeWriter.write(writing, message, patient);
        }
        visits(writing, patient).stream()
                .limit(1)
                .forEach(encounter -> VisitWriter.write(writing, message, encounter));
    }

    /** The visits of a patient; those without subject count too. */
    static List<Element> visits(Writing writing, Element patient) {
        return writing.about("Encounter", "subject", patient);
    }
}
