// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * The ADT messages of every event (guide: ADT_A01, ADT_A05, ADT_A11; HL7 v2 chapter 3) and the
 * merge A40, for which the guide has no map.
 */
final class AdtTranslation {
    private static final String MERGE = "A40";

    private AdtTranslation() {}

    static void translate(Draft draft) throws Hl7Problem {
        Hl7Message message = draft.message();
        var shared = new PatientVisit(draft);
        boolean merge = message.header().triggerEvent().equals(MERGE);
        List<Segment> segments = message.segments();
        int waiting = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (merge && segment.is("MRG")) {
                MergeMapper.map(draft, segment, shared.requiredPatient());
                waiting--;
                continue;
            }
            waiting += segment.is("PID") ? 1 : 0;
            shared.read(i);
        }
        shared.requiredPatient();
        if (merge && waiting > 0) {
            throw PatientVisit.missing(message, "MRG");
        }
        shared.finish();
    }
}
