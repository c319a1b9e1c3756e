// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * MRG of an A40 to the links between two Patients (guide: MRG[Patient], which maps MRG-1 and MRG-7
 * only and has no map of the A40; HL7 v2 chapter 3, merge patient). The patient of MRG stays, no
 * longer active and replaced by the one of PID; nothing is deleted.
 */
final class MergeMapper {
    private MergeMapper() {}

    static void map(Draft draft, Segment mrg, PatientMapper.Mapped survivor) throws Hl7Problem {
        Identifier prior = Identifier.firstCx(draft, mrg, 1, 4);
        if (prior.isEmpty()) {
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, mrg.location(1));
        }
        if (prior.system().equals(survivor.identifier().system())
                && prior.value().equals(survivor.identifier().value())) {
            throw new Hl7Problem(ProblemCode.IDENTIFIER_INVALID, mrg.location(1));
        }
        Node retired = Node.resource("Patient");
        for (int field : new int[] {1, 4}) {
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

    private static Node link(String other, String type) {
        return new Node().put("other", Parties.reference(other)).put("type", type);
    }
}
