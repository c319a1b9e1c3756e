// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ADT messages of every event (guide: ADT_A01, A02, A05, A06, A09, A11 and A17; HL7 v2 chapter
 * 3), and those that merge, move, link or renumber, for which the guide has no map.
 *
 * <ul>
 *   <li>A18, A30, A34, A36, A39, A40 merge patients: linked both ways, the merged one inactive
 *   <li>A35, A36, A41 merge accounts and A42 visits: the merged one is inactive or entered in
 *       error, and part of the other
 *   <li>A44, A49 and A45, A50, A51 move or renumber an account or a visit: it stays the same
 *       resource, found under its former number, which it keeps as an old one
 *   <li>A46, A47, A48 renumber a patient in the same way
 *   <li>A17 swaps two patients' places, A24 links two patients, A37 gives both without link
 *   <li>A29 makes the patient inactive and A23 the visit entered in error: nothing is deleted,
 *       since what was received stays part of what happened
 * </ul>
 */
final class AdtTranslation {
    /** What an event does with what MRG names. */
    private enum Merge {
        NONE,
        PATIENT,
        ACCOUNT,
        VISIT,
        ACCOUNT_NUMBER,
        VISIT_NUMBER,
        ALTERNATE_NUMBER,
        PATIENT_NUMBER
    }

    private static final Map<String, Merge> MERGES =
            Map.ofEntries(
                    Map.entry("A18", Merge.PATIENT),
                    Map.entry("A30", Merge.PATIENT),
                    Map.entry("A34", Merge.PATIENT),
                    Map.entry("A36", Merge.PATIENT),
                    Map.entry("A39", Merge.PATIENT),
                    Map.entry("A40", Merge.PATIENT),
                    Map.entry("A35", Merge.ACCOUNT),
                    Map.entry("A41", Merge.ACCOUNT),
                    Map.entry("A42", Merge.VISIT),
                    Map.entry("A44", Merge.ACCOUNT_NUMBER),
                    Map.entry("A49", Merge.ACCOUNT_NUMBER),
                    Map.entry("A45", Merge.VISIT_NUMBER),
                    Map.entry("A50", Merge.VISIT_NUMBER),
                    Map.entry("A51", Merge.ALTERNATE_NUMBER),
                    Map.entry("A46", Merge.PATIENT_NUMBER),
                    Map.entry("A47", Merge.PATIENT_NUMBER),
                    Map.entry("A48", Merge.PATIENT_NUMBER));

    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;
    private final String event;
    private final Merge merge;
    private final List<PatientMapper.Mapped> patients = new ArrayList<>();

    /** How many PID, or PV1, still wait for their MRG. */
    private int waiting;

    private AdtTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
        this.event = draft.message().header().triggerEvent();
        this.merge = MERGES.getOrDefault(event, Merge.NONE);
    }

    static void translate(Draft draft) throws Hl7Problem {
        new AdtTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        for (int i = 0; i < segments.size(); i++) {
            switch (segments.get(i).name()) {
                case "PID" -> patient(i);
                case "MRG" -> merged(segments.get(i));
                case "PV1" -> visit(i);
                default -> shared.read(i);
            }
        }
        // A20 tells of a bed, of nobody in it.
        if (!event.equals("A20")) {
            shared.requiredPatient();
        }
        if (merge != Merge.NONE && waiting > 0) {
            throw PatientVisit.missing(draft.message(), "MRG");
        }
        if (event.equals("A24") && patients.size() > 1) {
            link(patients.get(0), patients.get(1));
            link(patients.get(1), patients.get(0));
        }
        shared.finish();
    }

    private void patient(int at) throws Hl7Problem {
        Former former = merge == Merge.PATIENT_NUMBER ? former(at, 1, 4) : Former.NONE;
        Former account = merge == Merge.ACCOUNT_NUMBER ? former(at, 3) : Former.NONE;
        shared.patient(at, former, account);
        PatientMapper.Mapped patient = shared.patient();
        patients.add(patient);
        waiting++;
        if (event.equals("A29")) {
            patient.node().put("active", false);
        }
    }

    private void visit(int at) throws Hl7Problem {
        Former former =
                switch (merge) {
                    case VISIT_NUMBER -> before(at, 5);
                    case ALTERNATE_NUMBER -> before(at, 6).asAlternates();
                    default -> Former.NONE;
                };
        shared.visit(at, former);
        Segment mrg = mergeBefore(at);
        if (merge == Merge.VISIT && !mrg.field(5).isEmpty()) {
            MergeMapper.visit(draft, mrg, shared);
        }
    }

    private void merged(Segment mrg) throws Hl7Problem {
        waiting--;
        PatientMapper.Mapped patient = shared.requiredPatient();
        if (merge == Merge.PATIENT) {
            MergeMapper.patient(draft, mrg, patient);
        }
        boolean withAccount = merge == Merge.ACCOUNT || merge == Merge.PATIENT;
        if (withAccount && mrg.field(3).isPresent()) {
            MergeMapper.account(draft, mrg, shared);
        }
        if (merge == Merge.NONE || event.equals("A43")) {
            draft.remark(ProblemCode.MAPPING_ABSENT, mrg.field(1));
        }
    }

    /** The former numbers that the MRG after a PID gives. */
    private Former former(int pid, int... fields) {
        for (int i = pid + 1; i < segments.size() && !segments.get(i).is("PID"); i++) {
            if (segments.get(i).is("MRG")) {
                return Former.of(draft, segments.get(i), fields);
            }
        }
        return Former.NONE;
    }

    /** The former numbers that the MRG before a PV1 gives. */
    private Former before(int pv1, int field) {
        Segment mrg = mergeBefore(pv1);
        return mrg.is("MRG") ? Former.of(draft, mrg, field) : Former.NONE;
    }

    /** The MRG before a place and after the last PID; the segment itself when there is none. */
    private Segment mergeBefore(int at) {
        for (int i = at - 1; i >= 0 && !segments.get(i).is("PID"); i--) {
            if (segments.get(i).is("MRG")) {
                return segments.get(i);
            }
        }
        return segments.get(at);
    }

    private static void link(PatientMapper.Mapped one, PatientMapper.Mapped other) {
        one.node().add("link", new Node().put("other", other.link()).put("type", "seealso"));
    }
}
