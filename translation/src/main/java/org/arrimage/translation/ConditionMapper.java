// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * DG1 to Condition (guide: DG1[Condition]; HL7 v2 chapter 6): DG1-3, DG1-4 code, DG1-5 onset, DG1-6
 * category, DG1-16 asserter, DG1-19 recorded, DG1-20 identifier, DG1-21 entered in error.
 *
 * <p>Ours: DG1-6 W and F also say provisional and confirmed, which the guide leaves out.
 */
final class ConditionMapper {
    private static final String VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/condition-ver-status";
    private static final String CATEGORY =
            "http://terminology.hl7.org/CodeSystem/condition-category";

    private ConditionMapper() {}

    /** A reference to the Condition; empty when DG1 names none. */
    static String map(Draft draft, Segment dg1, PatientMapper.Mapped patient, String encounter) {
        if (patient.isNone()) {
            return "";
        }
        Node code = Codes.concept(draft, dg1.field(3));
        String description = draft.text(dg1, 4);
        if (!description.isEmpty() && !code.has("text")) {
            code.put("text", description);
        }
        if (code.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, dg1.field(3));
            return "";
        }
        Node condition = Node.resource("Condition");
        Identifier identifier = Identifier.ei(draft, dg1.field(20));
        if (!identifier.isEmpty()) {
            condition.add("identifier", identifier.node());
        }
        String certainty =
                Draft.peek(dg1.field(21)).equals("D")
                        ? "entered-in-error"
                        : Table.DIAGNOSIS_CERTAINTY.target(draft, Draft.peek(dg1.field(6)));
        if (!certainty.isEmpty()) {
            condition.put("verificationStatus", Codes.literalConcept(VERIFICATION, certainty));
            draft.took(dg1.field(21));
        }
        condition.add("category", Codes.literalConcept(CATEGORY, "encounter-diagnosis"));
        condition.add("category", Codes.concept(draft, dg1.field(6), Table.DIAGNOSIS_TYPE));
        condition.put("code", code);
        condition.put("subject", patient.link());
        condition.put("encounter", new Node().put("reference", encounter));
        condition.put("onsetDateTime", Times.dateTime(draft, dg1.field(5)));
        condition.put("recordedDate", Times.dateTime(draft, dg1.field(19)));
        for (Value clinician : dg1.repetitions(16)) {
            condition.put("asserter", Parties.practitioner(draft, clinician));
        }
        Key key =
                identifier.isEmpty()
                        ? Key.derived(
                                "Condition",
                                patient.reference(),
                                encounter,
                                dg1.field(3).written(),
                                dg1.field(4).written(),
                                Draft.peek(dg1.field(6)))
                        : identifier.key("Condition");
        return draft.bundle().put(condition, key);
    }
}
