// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

/**
 * Encounter to PV1 and PV2 (guide: PV1[Encounter], PV2[Encounter] read backwards; HL7 v2 chapter
 * 3). The status is what the event says; where it is not, PV1-45 tells a visit that is over.
 */
final class VisitWriter {
    private final Writing writing;
    private final Element encounter;
    private final SegmentDraft pv1;
    private final SegmentDraft pv2;

    private VisitWriter(Writing writing, Element encounter, MessageDraft message) {
        this.writing = writing;
        this.encounter = encounter;
        this.pv1 = message.start("PV1", encounter, 1);
        this.pv2 = message.start("PV2", encounter);
    }

    static void write(Writing writing, MessageDraft message, Element encounter) {
        var visit = new VisitWriter(writing, encounter, message);
        visit.fields();
        message.dropLastIfEmpty(0);
        writing.follow(encounter.first("subject"));
    }

    /** Several ADT structures want a PV1: a patient without visit has class N, not applicable. */
    static void none(MessageDraft message) {
        message.start("PV1", Element.NONE, 1).constant(2, "N");
    }

    private void fields() {
        Element visitClass = encounter.first("class");
        Element coding =
                visitClass.list("coding").isEmpty() ? visitClass : visitClass.first("coding");
        pv1.put(2, () -> Concepts.coding(writing, coding, pv1.type(2), CodeTable.PATIENT_CLASS));
        concept(pv1, 4, encounter.first("type"), CodeTable.ADMISSION_TYPE);
        concept(pv1, 10, encounter.first("serviceType"), CodeTable.HOSPITAL_SERVICE);
        concept(pv2, 25, encounter.get("priority"), CodeTable.ENCOUNTER_PRIORITY);
        for (Element reason : encounter.list("reasonCode")) {
            if (!pv2.has(3)) {
                concept(pv2, 3, reason, CodeTable.NONE);
            }
        }
        identifiers();
        encounter.list("participant").forEach(this::participant);
        encounter.list("location").forEach(this::location);
        stay(encounter.get("hospitalization"));
        Element period = encounter.get("period");
        pv1.put(44, () -> Moments.moment(writing, period.get("start")));
        pv1.put(45, () -> Moments.moment(writing, period.get("end")));
        Element length = encounter.get("length");
        if (length.peek("code").equals("d")) {
            pv2.put(11, () -> Parts.of(length.takeAll().peek("value")));
        }
        encounter.take("status");
    }

    private void identifiers() {
        Element visit = Identifiers.ofType(encounter, "VN");
        for (Element identifier : encounter.list("identifier")) {
            boolean first = identifier == visit || (!visit.isPresent() && !pv1.has(19));
            pv1.add(first ? 19 : 50, () -> Identifiers.cx(writing, identifier));
        }
    }

    private void participant(Element participant) {
        String role = participant.first("type").first("coding").peek("code");
        int field =
                switch (role) {
                    case "ATND", "PPRF" -> 7;
                    case "REF", "REFB" -> 8;
                    case "CON" -> 9;
                    case "ADM" -> 17;
                    default -> 52;
                };
        Element who = participant.get("individual");
        pv1.add(field, () -> People.xcn(writing, who, pv1.type(field)));
        participant.first("type").takeAll();
    }

    private void location(Element stay) {
        int field =
                switch (stay.peek("status")) {
                    case "completed" -> 6;
                    case "reserved" -> 42;
                    case "planned" -> pv1.has(3) || pv1.has(42) ? 42 : 3;
                    default -> pv1.has(3) ? 11 : 3;
                };
        if (!pv1.has(field)) {
            pv1.put(field, () -> Organizations.pl(writing, stay.get("location")));
            stay.take("status");
        }
    }

    private void stay(Element stay) {
        pv1.put(5, () -> Identifiers.cx(writing, stay.get("preAdmissionIdentifier")));
        concept(pv1, 13, stay.get("reAdmission"), CodeTable.READMISSION);
        concept(pv1, 14, stay.get("admitSource"), CodeTable.ADMIT_SOURCE);
        for (Element arrangement : stay.list("specialArrangement")) {
            pv1.add(
                    15,
                    () ->
                            Concepts.parts(
                                    writing,
                                    arrangement,
                                    pv1.type(15),
                                    CodeTable.AMBULATORY_STATUS));
        }
        for (Element courtesy : stay.list("specialCourtesy")) {
            if (!pv1.has(16)) {
                concept(pv1, 16, courtesy, CodeTable.VIP);
            }
        }
        concept(pv1, 36, stay.get("dischargeDisposition"), CodeTable.DISCHARGE_DISPOSITION);
        Element destination = stay.get("destination");
        pv1.put(37, () -> Parts.of(writing.follow(destination).take("name")));
        concept(pv1, 38, stay.first("dietPreference"), CodeTable.DIET);
    }

    private void concept(SegmentDraft segment, int field, Element concept, CodeTable table) {
        segment.put(field, () -> Concepts.parts(writing, concept, segment.type(field), table));
    }
}
