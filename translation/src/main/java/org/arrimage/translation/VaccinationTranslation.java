// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;
import java.util.Optional;

/**
 * Vaccinations: VXU V04 and the history of the older answer VXR (guide: VXU_V04; HL7 v2 chapter 4):
 * a patient with what any message holds, then orders, each with one RXA and what hangs on it.
 */
final class VaccinationTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;

    VaccinationTranslation(Draft draft, PatientVisit shared) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = shared;
    }

    static void translate(Draft draft) throws Hl7Problem {
        var shared = new PatientVisit(draft);
        new VaccinationTranslation(draft, shared).walk();
        shared.requiredPatient();
        shared.finish();
    }

    private void walk() throws Hl7Problem {
        int at = 0;
        while (at < segments.size()) {
            if (starts(segments.get(at))) {
                at = order(at);
            } else {
                shared.read(at++);
            }
        }
    }

    static boolean starts(Segment segment) {
        return segment.is("ORC") || segment.is("RXA");
    }

    /** One order group; gives the index after its last segment. */
    int order(int at) throws Hl7Problem {
        int end = endOfOrder(at);
        List<Segment> group = segments.subList(at, end);
        Optional<Segment> orc = group.stream().filter(segment -> segment.is("ORC")).findFirst();
        int rxa = 0;
        while (rxa < group.size() && !group.get(rxa).is("RXA")) {
            rxa++;
        }
        if (rxa < group.size()) {
            new ImmunizationMapper(draft, shared, orc, group.subList(rxa, group.size()))
                    .map(at + rxa);
        }
        return end;
    }

    private int endOfOrder(int at) {
        boolean given = segments.get(at).is("RXA");
        int end = at + 1;
        while (end < segments.size()) {
            Segment segment = segments.get(end);
            if (segment.is("ORC") || segment.is("PID") || (given && segment.is("RXA"))) {
                break;
            }
            given |= segment.is("RXA");
            end++;
        }
        return end;
    }
}
