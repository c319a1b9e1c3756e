// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * MRG to what a merge leaves behind (guide: MRG[Account], which maps MRG-3 only and has no message
 * that uses it; HL7 v2 chapter 3, merge). What MRG names stays, out of use and pointing at what
 * replaces it; nothing is deleted.
 */
final class MergeMapper {
    private MergeMapper() {}

    /** The patient of MRG is replaced by the one of PID. */
    static void patient(Draft draft, Segment mrg, PatientMapper.Mapped survivor) throws Hl7Problem {
        Identifier prior = Identifier.firstCx(draft, mrg, 1, 4);
        if (prior.isEmpty()) {
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, mrg.location(1));
        }
        if (prior.same(survivor.identifier())) {
            throw new Hl7Problem(ProblemCode.IDENTIFIER_INVALID, mrg.location(1));
        }
        Node retired = Node.resource("Patient");
        for (int field : new int[] {1, 2, 4}) {
            for (Value repetition : mrg.repetitions(field)) {
                Identifier identifier = Identifier.cx(draft, repetition);
                if (!identifier.isEmpty()) {
                    retired.add("identifier", identifier.node());
                }
            }
        }
        retired.put("active", false);
        Names.addAll(draft, mrg, 7, retired);
        retired.add("link", link(survivor.reference(), "replaced-by"));
        String reference = draft.bundle().put(retired, prior.key("Patient"));
        survivor.node().put("active", true).add("link", link(reference, "replaces"));
    }

    /** The account of MRG-3 becomes part of the one of PID-18, and inactive. */
    static void account(Draft draft, Segment mrg, PatientVisit shared) {
        Identifier prior = Identifier.firstCx(draft, mrg, 3);
        if (prior.isEmpty() || shared.account().isEmpty()) {
            draft.dropped(mrg.field(3));
            return;
        }
        Node retired =
                Node.resource("Account")
                        .add("identifier", prior.node())
                        .put("status", "inactive")
                        .add("subject", shared.patient().link());
        Key key = prior.key("Account");
        if (!key.reference().equals(shared.account())) {
            draft.bundle().put(retired.put("partOf", Parties.reference(shared.account())), key);
        }
    }

    /** The visit of MRG-5 becomes part of the one of PV1-19, and entered in error. */
    static void visit(Draft draft, Segment mrg, PatientVisit shared) {
        Identifier prior = Identifier.firstCx(draft, mrg, 5);
        if (prior.isEmpty() || shared.encounter().isEmpty()) {
            draft.dropped(mrg.field(5));
            return;
        }
        Key key = prior.key("Encounter");
        if (key.reference().equals(shared.encounter())) {
            return;
        }
        Node retired =
                Node.resource("Encounter")
                        .add("identifier", prior.typed("VN").node())
                        .put("status", "entered-in-error")
                        .put(
                                "class",
                                Codes.literal(
                                        "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
                                        "UNK"))
                        .put("subject", shared.patient().link())
                        .put("partOf", Parties.reference(shared.encounter()));
        draft.bundle().put(retired, key);
    }

    private static Node link(String other, String type) {
        return new Node().put("other", Parties.reference(other)).put("type", type);
    }
}
