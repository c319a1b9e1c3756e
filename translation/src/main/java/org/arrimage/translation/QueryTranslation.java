// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * Queries and their answers: QBP and RSP, for patients (Q21 to Q25, K21 to K25) and any other, and
 * the older QRY, VXQ, VXX and ADR (HL7 v2 chapters 3 and 5; the guide has no map): a message bundle
 * of header, parameters and, in an answer, the patients and what is told of them.
 *
 * <p>It is no transaction: who asks changes nothing, and who answers leaves it to the asker what to
 * keep.
 */
final class QueryTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;
    private final QueryParameters parameters;

    private QueryTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
        this.parameters = new QueryParameters(draft);
    }

    static void translate(Draft draft) throws Hl7Problem {
        draft.bundle().becomeMessage();
        new QueryTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        var vaccinations = new VaccinationTranslation(draft, shared);
        boolean vaccines = draft.message().segment("RXA").isPresent();
        int at = 0;
        while (at < segments.size()) {
            Segment segment = segments.get(at);
            if (vaccines && VaccinationTranslation.starts(segment)) {
                at = vaccinations.order(at);
            } else if (parameters.read(segment)) {
                at++;
            } else {
                shared.read(at++);
            }
        }
        Node asked = parameters.node();
        if (asked.has("parameter")) {
            String reference =
                    draft.bundle().put(asked, Key.derived("Parameters", draft.messageName()));
            shared.focus(reference);
        }
    }
}
