// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom and which visit a message is about, read segment by segment in the order they come: what
 * every message shares, whatever its family. A new PID starts a new patient, a new PV1 a new visit;
 * what follows hangs on them.
 *
 * <p>A family walks the message, keeps its own segments and hands every other to {@link #read}.
 */
final class PatientVisit {
    private final Draft draft;
    private final List<Segment> segments;
    private final Node header;
    private final List<String> targets = new ArrayList<>();
    private PatientMapper.Mapped patient = PatientMapper.Mapped.NONE;
    private String encounter = "";
    private String account = "";
    private String procedure = "";
    private Part part = Part.PATIENT;

    /** What a ROL or a PRT speaks of: the segment it follows. */
    private enum Part {
        PATIENT,
        VISIT,
        PROCEDURE,
        INSURANCE
    }

    /** Starts with the message header, which comes first in the bundle. */
    PatientVisit(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.header = MessageHeaderMapper.map(draft);
    }

    /** Reads one segment, with those that belong to it; one it does not know is left unread. */
    void read(int at) throws Hl7Problem {
        Segment segment = segments.get(at);
        switch (segment.name()) {
            case "PID" -> patient(at, Former.NONE, Former.NONE);
            case "PV1" -> visit(at, Former.NONE);
            case "NK1" -> RelatedPersonMapper.map(draft, segment, patient);
            case "AL1" -> AllergyMapper.map(draft, segment, patient);
            case "DG1" -> ConditionMapper.map(draft, segment, patient, encounter);
            case "PR1" -> {
                procedure = ProcedureMapper.map(draft, segment, patient, encounter);
                part = Part.PROCEDURE;
            }
            case "SFT" -> SoftwareMapper.map(draft, segment);
            case "ROL" -> role(segment);
            case "PRT" -> participation(segment);
            case "IAM" -> AllergyMapper.iam(draft, segment, patient);
            case "GT1" -> guarantor(segment);
            case "FT1" -> {
                if (!patient.isNone()) {
                    ChargeMapper.map(
                            draft, segment, new ChargeMapper.Context(patient, encounter, account));
                }
            }
            case "IN1" -> coverage(segment);
            case "OBX" ->
                    ObservationMapper.map(draft, segment, notesAfter(segments, at), context());
            default -> {}
        }
    }

    /** Reads every segment of the message. */
    void readAll() throws Hl7Problem {
        for (int i = 0; i < segments.size(); i++) {
            read(i);
        }
    }

    /** Says who did what to all that was read; to be called once, at the end. */
    void finish() {
        if (!targets.isEmpty()) {
            draft.message()
                    .segment("EVN")
                    .ifPresent(evn -> ProvenanceMapper.map(draft, evn, targets));
        }
    }

    /** The patient read last; {@link PatientMapper.Mapped#NONE} before the first. */
    PatientMapper.Mapped patient() {
        return patient;
    }

    /** Refuses a message that has no patient although its family needs one. */
    PatientMapper.Mapped requiredPatient() throws Hl7Problem {
        if (patient.isNone()) {
            throw missing(draft.message(), "PID");
        }
        return patient;
    }

    /** A reference to the visit read last, empty when there is none. */
    String encounter() {
        return encounter;
    }

    /** A reference to the account of the patient read last, empty when there is none. */
    String account() {
        return account;
    }

    /** What an observation of the patient or of the visit hangs on. */
    ObservationMapper.Context context() {
        String owner = encounter.isEmpty() ? patient.reference() : encounter;
        return new ObservationMapper.Context(
                patient, encounter, owner.isEmpty() ? draft.messageName() : owner, "", "");
    }

    /** Adds what the message is about to its header. */
    void focus(String reference) {
        header.add("focus", Parties.reference(reference));
    }

    /** Reads a PID, whose patient and account may have had other numbers before. */
    void patient(int at, Former former, Former formerAccount) throws Hl7Problem {
        Segment pid = segments.get(at);
        patient = PatientMapper.map(draft, pid, following(at, "PD1", "PID"), former);
        part = Part.PATIENT;
        account = AccountMapper.map(draft, pid, patient, formerAccount);
        encounter = "";
        targets.add(patient.reference());
        focus(patient.reference());
    }

    /** Reads a PV1, whose visit may have had other numbers before. */
    void visit(int at, Former former) throws Hl7Problem {
        var context = new EncounterMapper.Context(patient, account, former);
        encounter =
                EncounterMapper.map(draft, segments.get(at), following(at, "PV2", "PV1"), context)
                        .orElse("");
        part = Part.VISIT;
        if (!encounter.isEmpty()) {
            targets.add(encounter);
        }
    }

    private void role(Segment rol) {
        switch (part) {
            case PATIENT -> RoleMapper.ofPatient(draft, rol, patient);
            case VISIT -> {
                if (!encounter.isEmpty()) {
                    RoleMapper.ofVisit(draft, rol, encounter);
                }
            }
            case PROCEDURE -> RoleMapper.ofProcedure(draft, rol, procedure);
            case INSURANCE -> {}
        }
    }

    private void participation(Segment prt) {
        if (!prt.field(5).isPresent()) {
            return;
        }
        if (part == Part.VISIT && !encounter.isEmpty()) {
            Node participant =
                    new Node()
                            .add("type", Codes.concept(draft, prt.field(4), Table.PARTICIPATION))
                            .put("period", Times.period(draft, prt.field(11), prt.field(12)))
                            .put("individual", Participations.who(draft, prt));
            if (participant.has("individual")) {
                draft.bundle().complete(encounter, "participant", participant);
            }
        } else if (part == Part.PATIENT && !patient.isNone()) {
            patient.node().add("generalPractitioner", Participations.who(draft, prt));
        }
    }

    private void guarantor(Segment gt1) {
        Node guarantor = GuarantorMapper.map(draft, gt1, patient);
        if (!account.isEmpty()) {
            draft.bundle().complete(account, "guarantor", guarantor);
        }
    }

    private void coverage(Segment in1) {
        part = Part.INSURANCE;
        String coverage = CoverageMapper.map(draft, in1, patient);
        if (!account.isEmpty() && !coverage.isEmpty()) {
            draft.bundle()
                    .complete(
                            account,
                            "coverage",
                            new Node().put("coverage", Parties.reference(coverage)));
        }
    }

    /** The segments of a name after a place, before the next that starts another group. */
    private List<Segment> following(int at, String name, String next) {
        var found = new ArrayList<Segment>(1);
        for (int i = at + 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.is(next) || segment.is("PID")) {
                break;
            }
            if (segment.is(name)) {
                found.add(segment);
            }
        }
        return found;
    }

    static Hl7Problem missing(Hl7Message message, String segment) {
        return new Hl7Problem(
                ProblemCode.SEGMENT_MISSING, Location.segment(segment, 1, message.bytes().length));
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
