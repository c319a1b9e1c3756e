// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Map;

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

    private static final Map<String, String> CATEGORY =
            Map.of(
                    "DA",
                    "medication",
                    "FA",
                    "food",
                    "EA",
                    "environment",
                    "AA",
                    "environment",
                    "PA",
                    "environment",
                    "LA",
                    "environment");

    private static final Map<String, String> TYPE =
            Map.of(
                    "DA", "allergy", "FA", "allergy", "MA", "allergy", "EA", "allergy", "AA",
                    "allergy", "PA", "allergy", "LA", "allergy");

    private static final Map<String, String> CRITICALITY =
            Map.of("SV", "high", "MI", "low", "U", "unable-to-assess");

    private static final Map<String, String> SEVERITY =
            Map.of("SV", "severe", "MO", "moderate", "MI", "mild");

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
        allergy.put("type", taken(draft, al1.field(2), TYPE));
        allergy.add("category", taken(draft, al1.field(2), CATEGORY));
        allergy.put("criticality", taken(draft, al1.field(4), CRITICALITY));
        allergy.put("code", code);
        allergy.put("patient", patient.link());
        allergy.put("onsetDateTime", Times.dateTime(draft, al1.field(6)));
        Node reaction = new Node();
        for (Value repetition : al1.repetitions(5)) {
            reaction.add("manifestation", new Node().put("text", draft.text(repetition)));
        }
        if (!reaction.isEmpty()) {
            reaction.put("severity", taken(draft, al1.field(4), SEVERITY));
            allergy.add("reaction", reaction);
        }
        Key key = Key.derived("AllergyIntolerance", patient.reference(), al1.field(3).written());
        draft.bundle().put(allergy, key);
    }

    /** A code that only some of FHIR's elements have: absent from a map is no remark. */
    private static String taken(Draft draft, Value value, Map<String, String> map) {
        String target = map.getOrDefault(Draft.peek(value), "");
        if (!target.isEmpty()) {
            draft.took(value.leaf());
        }
        return target;
    }
}
