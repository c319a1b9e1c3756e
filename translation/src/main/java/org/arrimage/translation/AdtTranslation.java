// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The ADT messages about one patient (guide: ADT_A01, ADT_A05, ADT_A11; HL7 v2 chapter 3) and the
 * merge A40, for which the guide has no map.
 */
final class AdtTranslation {
    private static final Set<String> EVENTS =
            Set.of(
                    "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13",
                    "A14", "A28", "A31");
    private static final String MERGE = "A40";

    private AdtTranslation() {}

    static boolean covers(String event) {
        return EVENTS.contains(event) || event.equals(MERGE);
    }

    static void translate(Draft draft) throws Hl7Problem {
        if (draft.message().header().triggerEvent().equals(MERGE)) {
            merge(draft);
        } else {
            patient(draft);
        }
    }

    private static void patient(Draft draft) throws Hl7Problem {
        Hl7Message message = draft.message();
        Segment pid = message.segment("PID").orElseThrow(() -> missing(message, "PID"));
        PatientMapper.Mapped patient = PatientMapper.map(draft, pid, named(message, "PD1"));
        MessageHeaderMapper.map(draft, patient);
        String encounter =
                message.segment("PV1")
                        .flatMap(pv1 ->
                                EncounterMapper.map(draft, pv1, named(message, "PV2"), patient))
                        .orElse("");
        List<Segment> segments = message.segments();
        String owner = encounter.isEmpty() ? patient.reference() : encounter;
        var context = new ObservationMapper.Context(patient, encounter, owner, "", "");
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            switch (segment.name()) {
                case "NK1" -> RelatedPersonMapper.map(draft, segment, patient);
                case "AL1" -> AllergyMapper.map(draft, segment, patient);
                case "DG1" -> ConditionMapper.map(draft, segment, patient, encounter);
                case "IN1" -> CoverageMapper.map(draft, segment, patient);
                case "OBX" ->
                        ObservationMapper.map(draft, segment, notesAfter(segments, i), context);
                default -> {}
            }
        }
        var targets = new ArrayList<String>(List.of(patient.reference()));
        if (!encounter.isEmpty()) {
            targets.add(encounter);
        }
        message.segment("EVN").ifPresent(evn -> ProvenanceMapper.map(draft, evn, targets));
    }

    private static void merge(Draft draft) throws Hl7Problem {
        Hl7Message message = draft.message();
        List<Segment> segments = message.segments();
        var targets = new ArrayList<String>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).is("PID")) {
                var pd1 = new ArrayList<Segment>();
                Segment mrg = mergedWith(message, i, pd1);
                PatientMapper.Mapped survivor = PatientMapper.map(draft, segments.get(i), pd1);
                if (targets.isEmpty()) {
                    MessageHeaderMapper.map(draft, survivor);
                }
                MergeMapper.map(draft, mrg, survivor);
                targets.add(survivor.reference());
            }
        }
        if (targets.isEmpty()) {
            throw missing(message, "PID");
        }
        message.segment("EVN").ifPresent(evn -> ProvenanceMapper.map(draft, evn, targets));
    }

    /** The MRG that follows a PID before the next one; its PD1 is gathered on the way. */
    private static Segment mergedWith(Hl7Message message, int pid, List<Segment> pd1)
            throws Hl7Problem {
        List<Segment> segments = message.segments();
        for (int i = pid + 1; i < segments.size() && !segments.get(i).is("PID"); i++) {
            if (segments.get(i).is("PD1")) {
                pd1.add(segments.get(i));
            } else if (segments.get(i).is("MRG")) {
                return segments.get(i);
            }
        }
        throw missing(message, "MRG");
    }

    static Hl7Problem missing(Hl7Message message, String segment) {
        return new Hl7Problem(
                ProblemCode.SEGMENT_MISSING, Location.segment(segment, 1, message.bytes().length));
    }

    static List<Segment> named(Hl7Message message, String name) {
        return message.segments().stream().filter(segment -> segment.is(name)).toList();
    }

    /** The NTE segments right after a segment. */
    static List<Segment> notesAfter(List<Segment> segments, int index) {
        int end = index + 1;
        while (end < segments.size() && segments.get(end).is("NTE")) {
            end++;
        }
        return segments.subList(index + 1, end);
    }
}
