// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * RXA of RAS with RXR and NTE to MedicationAdministration (guide: ORC[MedicationAdministration];
 * RXA has a map to Immunization only: HL7 v2 chapter 4A, R4 MedicationAdministration): RXA-3, -4
 * when; RXA-5 to -8, -13 to -17, -23, -24 the drug and how much; RXA-9 note; RXA-10 by whom; RXA-12
 * rate; RXA-18, -20, -21 status and why not; RXA-19 reason.
 */
final class AdministrationMapper {
    private static final String PART = "http://terminology.hl7.org/CodeSystem/v2-0443";

    private AdministrationMapper() {}

    static String map(Draft draft, DrugOrder order, DrugGroup drug, Node request) {
        Segment rxa = drug.head();
        Node administration = Node.resource("MedicationAdministration");
        order.numbers().addTo(administration);
        order.orc().ifPresent(orc -> RequestMapper.security(draft, orc, administration));
        administration.put("status", status(draft, rxa));
        for (Value why : rxa.repetitions(18)) {
            administration.add("statusReason", Codes.concept(draft, why));
        }
        MedicationMapper.put(draft, drug, administration);
        administration.put("subject", order.subject());
        administration.put("context", new Node().put("reference", order.encounter()));
        when(draft, rxa, administration);
        for (Value provider : rxa.repetitions(10)) {
            Parties.addPerformer(draft, provider, Codes.literalConcept(PART, "AP"), administration);
        }
        order.orc()
                .ifPresent(orc -> {
                    for (Value provider : orc.repetitions(12)) {
                        Parties.addPerformer(
                                draft, provider, Codes.literalConcept(PART, "OP"), administration);
                    }
                });
        for (Value why : rxa.repetitions(19)) {
            administration.add("reasonCode", Codes.concept(draft, why));
        }
        administration.put("request", request);
        for (Value note : rxa.repetitions(9)) {
            DrugNotes.add(draft, note, administration);
        }
        Notes.addAll(draft, drug.notes(), administration);
        administration.put("dosage", dosage(draft, drug));
        return draft.bundle()
                .put(administration, order.deed(draft, "MedicationAdministration", rxa));
    }

    private static String status(Draft draft, Segment rxa) {
        draft.took(rxa.field(21));
        if (Draft.peek(rxa.field(21)).equals("D")) {
            return "entered-in-error";
        }
        if (!rxa.field(20).isPresent()) {
            return "completed";
        }
        String status = Codes.mapped(draft, rxa.field(20), Table.ADMINISTRATION_STATUS);
        return status.isEmpty() ? "unknown" : status;
    }

    private static void when(Draft draft, Segment rxa, Node administration) {
        Node when = Times.period(draft, rxa.field(3), rxa.field(4));
        String start = when.text("start");
        if (when.has("end") && !when.text("end").equals(start)) {
            administration.put("effectivePeriod", when);
        } else if (start.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, rxa.field(3));
            administration.put("_effectiveDateTime", Extensions.unknown());
        } else {
            administration.put("effectiveDateTime", start);
        }
    }

    /** R4 invariant mad-1: a dosage has a dose or a rate, if only one that is unknown. */
    private static Node dosage(Draft draft, DrugGroup drug) {
        Segment rxa = drug.head();
        Node dosage = new Node();
        for (Segment rxr : drug.routes()) {
            Node route = new Node();
            Dosages.route(draft, rxr, route);
            for (String part : new String[] {"site", "route", "method"}) {
                dosage.put(part, route.node(part));
            }
        }
        Node dose = Quantities.of(draft, rxa.field(6), rxa.field(7));
        return dosage.isEmpty() && dose.isEmpty()
                ? dosage
                : dosage.put("dose", Extensions.orUnknown(dose));
    }
}
