// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PV1 and PV2 to Encounter (guide: PV1[Encounter], PV2[Encounter]; HL7 v2 chapter 3).
 *
 * <ul>
 *   <li>PV1-19, PV1-50 identifier; PV1-2 class; PV1-4 type; PV1-5 pre-admission number; PV1-10
 *       service
 *   <li>PV1-3, PV1-6, PV1-11, PV1-42, PV2-1 locations; PV1-7, -8, -9, -17, -52, PV2-13 participants
 *   <li>PV1-13 to -16, -36 to -38 hospitalization; PV1-44, -45 period; PV2-3 reason
 *   <li>status: the event first (A11 cancelled, A03 finished, A13 in progress), which the guide has
 *       in a map of its own, then PV1-45 and PV1-2
 * </ul>
 */
final class EncounterMapper {
    private static final String PARTICIPATION =
            "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    private static final Map<Integer, String> PARTICIPANTS =
            Map.of(7, "ATND", 8, "REF", 9, "CON", 17, "ADM", 52, "PART");

    private static final int[] PARTICIPANT_FIELDS = {7, 8, 9, 17, 52};

    private static final String CONFIDENTIALITY =
            "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

    private EncounterMapper() {}

    /**
     * What a visit hangs on.
     *
     * @param account a reference to the account it is billed to, empty when unknown
     * @param former the numbers it had before
     */
    record Context(PatientMapper.Mapped patient, String account, Former former) {}

    /** Maps the visit; nothing when PV1 says that there is none. */
    static Optional<String> map(Draft draft, Segment pv1, List<Segment> pv2, Context context) {
        Identifier visit = Identifier.firstCx(draft, pv1, 19);
        boolean noVisit = Draft.peek(pv1.field(2)).equals("N") && visit.isEmpty();
        boolean blank = pv1.fieldCount() < 3 && visit.isEmpty() && !pv1.field(2).isPresent();
        if (noVisit || (blank && pv2.isEmpty())) {
            return Optional.empty();
        }
        Node encounter = Node.resource("Encounter");
        if (!visit.isEmpty()) {
            encounter.add("identifier", visit.typed("VN").node());
        }
        Identifier alternate = Identifier.firstCx(draft, pv1, 50);
        if (!alternate.isEmpty()) {
            encounter.add("identifier", alternate.node());
        }
        encounter.put("status", status(draft, pv1));
        encounter.put("class", visitClass(draft, pv1.field(2)));
        encounter.add("type", Codes.concept(draft, pv1.field(4), Table.ADMISSION_TYPE));
        encounter.put("serviceType", Codes.concept(draft, pv1.field(10), Table.HOSPITAL_SERVICE));
        pv2.forEach(segment -> encounter.put("priority", Codes.concept(draft, segment.field(25))));
        encounter.put("subject", context.patient().link());
        participants(draft, pv1, pv2, encounter);
        encounter.put("period", Times.period(draft, pv1.field(44), pv1.field(45)));
        for (Segment segment : pv2) {
            encounter.put("length", days(draft, segment.field(11)));
            encounter.add("reasonCode", Codes.concept(draft, segment.field(3)));
        }
        encounter.put("hospitalization", hospitalization(draft, pv1));
        encounter.add("episodeOfCare", episode(draft, pv1));
        pv2.forEach(segment -> planned(draft, segment, encounter));
        locations(draft, pv1, pv2, encounter);
        context.former().addTo(encounter, List.of(visit, alternate));
        encounter.add("account", Parties.reference(context.account()));
        Key known = key(draft, pv1, visit, context.patient());
        return Optional.of(
                draft.register(
                        encounter,
                        visit.isEmpty() ? known : context.former().key("Encounter", known)));
    }

    /** PV1-54 with PV1-53: an episode of care known by its number only. */
    private static Node episode(Draft draft, Segment pv1) {
        Identifier identifier = Identifier.cx(draft, pv1.field(54));
        return identifier.isEmpty()
                ? new Node()
                : new Node()
                        .put("identifier", identifier.node())
                        .put("display", draft.text(pv1, 53));
    }

    /** PV2-22 protection; PV2-38 arrival. */
    private static void planned(Draft draft, Segment pv2, Node encounter) {
        Node arrival = Codes.coding(draft, pv2.field(38), Table.ARRIVAL_MODE);
        encounter.add(
                "extension", Extensions.of("encounter-modeOfArrival", "valueCoding", arrival));
        if (Draft.peek(pv2.field(22)).equals("Y")) {
            draft.took(pv2.field(22));
            encounter.put("meta", new Node().add("security", Codes.literal(CONFIDENTIALITY, "R")));
        }
    }

    /** PV2-11 (guide: NM[Quantity-LengthOfStay]). */
    private static Node days(Draft draft, Value length) {
        String digits = Numbers.decimal(Draft.peek(length));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(length.leaf());
        return new Node()
                .number("value", digits)
                .put("unit", "days")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "d");
    }

    /**
     * Without visit number: the patient's account, else the admission's moment, else the message.
     */
    private static Key key(
            Draft draft, Segment pv1, Identifier visit, PatientMapper.Mapped patient) {
        if (!visit.isEmpty()) {
            return visit.key("Encounter");
        }
        String admitted = Draft.peek(pv1.field(44));
        return Key.derived(
                "Encounter",
                patient.reference(),
                admitted.isEmpty() ? draft.messageName() : admitted);
    }

    private static String status(Draft draft, Segment pv1) {
        String byEvent =
                Table.ENCOUNTER_STATUS_BY_EVENT.target(
                        draft, draft.message().header().triggerEvent());
        if (!byEvent.isEmpty()) {
            return byEvent;
        }
        if (pv1.field(45).isPresent()) {
            return "finished";
        }
        return switch (Draft.peek(pv1.field(2))) {
            case "P" -> "planned";
            case "U", "" -> "unknown";
            default -> "in-progress";
        };
    }

    /** FHIR wants a class: "unknown" is said when the sender does not tell. */
    private static Node visitClass(Draft draft, Value value) {
        Node coding = Codes.coding(draft, value, Table.PATIENT_CLASS);
        if (!coding.isEmpty()) {
            return coding;
        }
        draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, value);
        return Codes.literal("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "UNK");
    }

    private static void participants(Draft draft, Segment pv1, List<Segment> pv2, Node encounter) {
        for (int field : PARTICIPANT_FIELDS) {
            for (Value repetition : pv1.repetitions(field)) {
                participant(draft, repetition, PARTICIPANTS.getOrDefault(field, "PART"), encounter);
            }
        }
        for (Segment segment : pv2) {
            for (Value repetition : segment.repetitions(13)) {
                participant(draft, repetition, "REF", encounter);
            }
        }
    }

    private static void participant(Draft draft, Value xcn, String role, Node encounter) {
        Node who = Parties.practitioner(draft, xcn);
        if (!who.isEmpty()) {
            encounter.add(
                    "participant",
                    new Node()
                            .add("type", Codes.literalConcept(PARTICIPATION, role))
                            .put("individual", who));
        }
    }

    private static Node hospitalization(Draft draft, Segment pv1) {
        Node stay = new Node();
        Identifier preAdmission = Identifier.firstCx(draft, pv1, 5);
        if (!preAdmission.isEmpty()) {
            stay.put("preAdmissionIdentifier", preAdmission.node());
        }
        stay.put("admitSource", Codes.concept(draft, pv1.field(14), Table.ADMIT_SOURCE));
        stay.put("reAdmission", Codes.concept(draft, pv1.field(13), Table.READMISSION));
        stay.add("dietPreference", Codes.concept(draft, pv1.field(38), Table.DIET));
        stay.add("specialCourtesy", Codes.concept(draft, pv1.field(16), Table.VIP));
        for (Value repetition : pv1.repetitions(15)) {
            stay.add(
                    "specialArrangement",
                    Codes.concept(draft, repetition, Table.AMBULATORY_STATUS));
        }
        stay.put(
                "dischargeDisposition",
                Codes.concept(draft, pv1.field(36), Table.DISCHARGE_DISPOSITION));
        String destination = draft.text(pv1, 37);
        if (!destination.isEmpty()) {
            Node place = Node.resource("Location").put("name", destination);
            Key key = Key.derived("Location", draft.facility(), "to", destination);
            stay.put("destination", Parties.reference(draft.bundle().mention(place, key)));
        }
        return stay;
    }

    private static void locations(Draft draft, Segment pv1, List<Segment> pv2, Node encounter) {
        boolean planned = Draft.peek(pv1.field(2)).equals("P");
        location(draft, pv1.field(3), planned ? "planned" : "active", encounter);
        location(draft, pv1.field(6), "completed", encounter);
        location(draft, pv1.field(11), "active", encounter);
        location(draft, pv1.field(43), "completed", encounter);
        location(draft, pv1.field(42), "reserved", encounter);
        pv2.forEach(segment -> location(draft, segment.field(1), "planned", encounter));
    }

    private static void location(Draft draft, Value pl, String status, Node encounter) {
        Node where = Parties.location(draft, pl);
        if (!where.isEmpty()) {
            encounter.add("location", new Node().put("location", where).put("status", status));
        }
    }
}
