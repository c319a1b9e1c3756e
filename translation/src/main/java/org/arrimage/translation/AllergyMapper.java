// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * AL1 to AllergyIntolerance (guide: AL1[AllergyIntolerance]; HL7 v2 chapter 3): AL1-2 type and
 * category, AL1-3 code, AL1-4 criticality and severity, AL1-5 reaction, AL1-6 onset; clinical
 * status active, as the guide has it.
 *
 * <p>AL1-2 AA (animal) is an environment allergy for us: the guide's "biologic" means vaccines and
 * blood products in FHIR.
 */
final class AllergyMapper {
    private static final String CLINICAL =
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";

    private static final String VERIFICATION =
            "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

    private AllergyMapper() {}

    static void map(Draft draft, Segment al1, PatientMapper.Mapped patient) {
        if (patient.isNone()) {
            return;
        }
        Node code = Codes.concept(draft, al1.field(3));
        if (code.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, al1.field(3));
            return;
        }
        Node allergy = Node.resource("AllergyIntolerance");
        allergy.put("clinicalStatus", Codes.literalConcept(CLINICAL, "active"));
        allergy.put("type", Codes.ifMapped(draft, al1.field(2), Table.ALLERGY_TYPE));
        allergy.add("category", Codes.ifMapped(draft, al1.field(2), Table.ALLERGY_CATEGORY));
        allergy.put("criticality", Codes.ifMapped(draft, al1.field(4), Table.ALLERGY_CRITICALITY));
        allergy.put("code", code);
        allergy.put("patient", patient.link());
        allergy.put("onsetDateTime", Times.dateTime(draft, al1.field(6)));
        Node reaction = new Node();
        for (Value repetition : al1.repetitions(5)) {
            reaction.add("manifestation", new Node().put("text", draft.text(repetition)));
        }
        if (!reaction.isEmpty()) {
            reaction.put("severity", Codes.ifMapped(draft, al1.field(4), Table.ALLERGY_SEVERITY));
            allergy.add("reaction", reaction);
        }
        Key key = Key.derived("AllergyIntolerance", patient.reference(), al1.field(3).written());
        draft.bundle().put(allergy, key);
    }

    /**
     * IAM (guide: IAM[AllergyIntolerance]): the same with an identifier, IAM-6 that deletes, IAM-11
     * or IAM-12 onset, IAM-13 recorded.
     */
    static void iam(Draft draft, Segment iam, PatientMapper.Mapped patient) {
        Node code = Codes.concept(draft, iam.field(3));
        if (patient.isNone() || code.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, iam.field(3));
            return;
        }
        Node allergy = Node.resource("AllergyIntolerance");
        Identifier identifier = Identifier.ei(draft, iam.field(7));
        allergy.add("identifier", identifier.isEmpty() ? new Node() : identifier.node());
        if (Draft.peek(iam.field(6)).equals("D")) {
            draft.took(iam.field(6));
            allergy.put(
                    "verificationStatus", Codes.literalConcept(VERIFICATION, "entered-in-error"));
        } else {
            allergy.put("clinicalStatus", Codes.literalConcept(CLINICAL, "active"));
        }
        allergy.put("type", Codes.ifMapped(draft, iam.field(2), Table.ALLERGY_TYPE));
        allergy.add("category", Codes.ifMapped(draft, iam.field(2), Table.ALLERGY_CATEGORY));
        allergy.put("criticality", Codes.ifMapped(draft, iam.field(4), Table.ALLERGY_CRITICALITY));
        allergy.put("code", code);
        allergy.put("patient", patient.link());
        String onset = Times.dateTime(draft, iam.field(11));
        allergy.put("onsetDateTime", onset);
        if (onset.isEmpty()) {
            allergy.put("onsetString", draft.text(iam, 12));
        }
        allergy.put("recordedDate", Times.dateTime(draft, iam.field(13)));
        Node reaction = new Node();
        for (Value repetition : iam.repetitions(5)) {
            reaction.add("manifestation", new Node().put("text", draft.text(repetition)));
        }
        if (!reaction.isEmpty()) {
            reaction.put("severity", Codes.ifMapped(draft, iam.field(4), Table.ALLERGY_SEVERITY));
            allergy.add("reaction", reaction);
        }
        Key key =
                identifier.isEmpty()
                        ? Key.derived(
                                "AllergyIntolerance", patient.reference(), iam.field(3).written())
                        : identifier.key("AllergyIntolerance");
        draft.bundle().put(allergy, key);
    }
}
