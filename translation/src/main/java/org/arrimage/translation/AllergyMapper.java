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
}
