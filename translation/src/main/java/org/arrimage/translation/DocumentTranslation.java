// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * Documents: MDM T01 to T11 (guide: MDM_T02; HL7 v2 chapter 9). A TXA is a document; the OBX after
 * it are its content when they are text or files, else observations that come with it.
 */
final class DocumentTranslation {
    private final Draft draft;
    private final PatientVisit shared;
    private final List<Segment> segments;
    private final OrderWalk orders;

    private DocumentTranslation(Draft draft) {
        this.draft = draft;
        this.shared = new PatientVisit(draft);
        this.segments = draft.message().segments();
        this.orders = new OrderWalk(draft, shared, OrderWalk.Purpose.REQUESTS);
    }

    static void translate(Draft draft) throws Hl7Problem {
        new DocumentTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        int documents = 0;
        int at = 0;
        while (at < segments.size()) {
            if (segments.get(at).is("TXA")) {
                at = document(at);
                documents++;
            } else {
                at = orders.step(at);
            }
        }
        shared.finish();
        if (documents == 0) {
            draft.remark(PatientVisit.missing(draft.message(), "TXA"));
        }
    }

    /** A TXA and its OBX; gives where the next document begins. */
    private int document(int at) throws Hl7Problem {
        int end = at + 1;
        while (end < segments.size() && belongs(segments.get(end))) {
            end++;
        }
        List<Segment> group = segments.subList(at, end);
        var document = new TextMapper(draft, shared, group);
        shared.focus(document.map(orders.requests()));
        return end;
    }

    private static boolean belongs(Segment segment) {
        return segment.is("OBX") || segment.is("NTE") || segment.is("PRT") || segment.is("CON");
    }
}
