// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * Accounts and charges: DFT P03 and P11, BAR P01 to P12 (no message map in the guide; HL7 v2
 * chapter 6): the patient, the visit and the account, the orders that were done, then each charge
 * with its procedures and diagnoses, and who pays.
 */
final class FinancialTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;
    private final OrderWalk orders;
    private Node charge = new Node();

    /** The charge or procedure just read, of which a PRT tells who did it. */
    private Node act = new Node();

    private FinancialTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
        this.orders = new OrderWalk(draft, shared, OrderWalk.Purpose.RESULTS);
    }

    static void translate(Draft draft) throws Hl7Problem {
        new FinancialTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        int at = 0;
        while (at < segments.size()) {
            at = step(at);
        }
        for (String coverage : draft.bundle().references("Coverage")) {
            draft.bundle()
                    .complete(
                            shared.account(),
                            "coverage",
                            new Node().put("coverage", Parties.reference(coverage)));
        }
        shared.finish();
    }

    private int step(int at) throws Hl7Problem {
        Segment segment = segments.get(at);
        switch (segment.name()) {
            case "FT1" -> charge(segment);
            case "PR1" -> {
                String procedure =
                        ProcedureMapper.map(draft, segment, shared.patient(), shared.encounter());
                belongs("service", procedure);
                act = draft.bundle().resource(procedure);
            }
            case "PRT" -> {
                if (act.isEmpty()) {
                    return orders.step(at);
                }
                act.add("performer", Participations.performer(draft, segment, true));
            }
            case "DG1" -> {
                String condition =
                        ConditionMapper.map(draft, segment, shared.patient(), shared.encounter());
                belongs("supportingInformation", condition);
            }
            case "PID" -> {
                shared.read(at);
                charge = new Node();
                act = new Node();
                if (!shared.account().isEmpty()) {
                    shared.focus(shared.account());
                }
            }
            default -> {
                act = new Node();
                return orders.step(at);
            }
        }
        return at + 1;
    }

    private void charge(Segment ft1) throws Hl7Problem {
        var context =
                new ChargeMapper.Context(
                        shared.requiredPatient(), shared.encounter(), shared.account());
        charge = ChargeMapper.map(draft, ft1, context);
        act = charge;
    }

    /** What follows a charge is what was charged for. */
    private void belongs(String member, String reference) {
        if (!charge.isEmpty() && !reference.isEmpty()) {
            charge.add(member, Parties.reference(reference));
        }
    }
}
