// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/**
 * AllergyIntolerance to AL1, Condition to DG1, Coverage to IN1 (guide: AL1[AllergyIntolerance],
 * DG1[Condition], IN1[Coverage] read backwards; HL7 v2 chapters 3 and 6).
 */
final class ClinicalWriter {
    private ClinicalWriter() {}

    static void allergies(Writing writing, MessageDraft message, Element patient) {
        int setId = 1;
        for (Element allergy : writing.about("AllergyIntolerance", "patient", patient)) {
            SegmentDraft al1 = message.start("AL1", allergy, setId++);
            al1.put(
                    2,
                    () ->
                            coded(
                                    CodeTable.ALLERGY_CATEGORY.take(allergy.first("category")),
                                    al1,
                                    2,
                                    "0127"));
            al1.put(3, () -> Concepts.parts(writing, allergy.get("code"), al1.type(3)));
            al1.put(4, () -> severity(allergy, al1));
            for (Element reaction : allergy.list("reaction")) {
                for (Element manifestation : reaction.list("manifestation")) {
                    al1.add(5, () -> Concepts.parts(writing, manifestation, "ST"));
                }
            }
            Element onset = allergy.get("onsetDateTime");
            al1.put(6, () -> Moments.date(writing, onset));
            takeImplied(allergy, "clinicalStatus", "active");
            if (al1.has(2) && allergy.peek("type").equals("allergy")) {
                allergy.take("type");
            }
        }
    }

    private static Parts severity(Element allergy, SegmentDraft al1) {
        String written = "";
        for (Element reaction : allergy.list("reaction")) {
            String severity = CodeTable.SEVERITY.take(reaction.get("severity"));
            written = written.isEmpty() ? severity : written;
        }
        Element criticality = allergy.get("criticality");
        String critical = CodeTable.CRITICALITY.code(criticality.peek());
        if (written.isEmpty() || written.equals(critical)) {
            criticality.take();
            written = critical;
        }
        return coded(written, al1, 4, "0128");
    }

    /** A code alone where the type has room for no more, else with the name of its table. */
    private static Parts coded(String code, SegmentDraft segment, int field, String table) {
        boolean wide = segment.type(field).equals("CE") || segment.type(field).equals("CWE");
        return code.isEmpty() || !wide ? Parts.of(code) : Parts.of(code).put(3, "HL7" + table);
    }

    /** A status that a segment has by being sent. */
    private static void takeImplied(Element resource, String member, String code) {
        Element concept = resource.get(member);
        if (concept.first("coding").peek("code").equals(code)) {
            concept.takeAll();
        }
    }

    static void diagnoses(Writing writing, MessageDraft message, List<Element> conditions) {
        int setId = 1;
        for (Element condition : conditions) {
            SegmentDraft dg1 = message.start("DG1", condition, setId++);
            writing.follow(condition.get("encounter"));
            Element code = condition.get("code");
            String text = code.peek("text");
            boolean described =
                    dg1.allows(4)
                            && !text.isEmpty()
                            && !text.equals(code.first("coding").peek("display"))
                            && code.first("coding").isPresent();
            if (described) {
                dg1.put(4, () -> Parts.of(code.take("text")));
            }
            dg1.put(3, () -> Concepts.parts(writing, code, dg1.type(3)));
            dg1.put(5, () -> Moments.moment(writing, condition.get("onsetDateTime")));
            dg1.put(6, () -> Parts.of(kind(condition)));
            dg1.add(16, () -> People.xcn(writing, condition.get("asserter"), dg1.type(16)));
            dg1.put(19, () -> Moments.moment(writing, condition.get("recordedDate")));
            dg1.put(20, () -> Identifiers.ei(writing, condition.first("identifier")));
            Element verification = condition.get("verificationStatus");
            if (verification.first("coding").peek("code").equals("entered-in-error")) {
                dg1.put(21, () -> deleted(verification));
            }
            takeImplied(condition, "clinicalStatus", "active");
        }
    }

    private static Parts deleted(Element verification) {
        verification.takeAll();
        return Parts.of("D");
    }

    /** DG1-6, table 0052: the category says it, else how certain the diagnosis is. */
    private static String kind(Element condition) {
        String kind = "";
        for (Element category : condition.list("category")) {
            for (Element coding : category.list("coding")) {
                if (CodeSystems.table(coding.peek("system")).equals("0052")) {
                    coding.takeAll();
                    kind = coding.peek("code");
                } else if (coding.peek("code").equals("encounter-diagnosis")) {
                    coding.takeAll();
                }
            }
        }
        Element verification = condition.get("verificationStatus");
        String certainty =
                switch (verification.first("coding").peek("code")) {
                    case "provisional" -> "W";
                    case "confirmed" -> "F";
                    default -> "";
                };
        if (!certainty.isEmpty() && (kind.isEmpty() || kind.equals(certainty))) {
            verification.takeAll();
            return certainty;
        }
        return kind;
    }

    static void insurances(Writing writing, MessageDraft message, Element patient) {
        int setId = 1;
        for (Element coverage : writing.about("Coverage", "beneficiary", patient)) {
            SegmentDraft in1 = message.start("IN1", coverage, setId++);
            classes(coverage, in1);
            Element payor = writing.follow(coverage.first("payor"));
            for (Element identifier : payor.list("identifier")) {
                in1.add(3, () -> Identifiers.cx(writing, identifier));
            }
            in1.put(4, () -> payorName(coverage, payor));
            for (Element address : payor.list("address")) {
                in1.add(5, () -> Contacts.xad(writing, address));
            }
            for (Element telecom : payor.list("telecom")) {
                in1.add(7, () -> Contacts.xtn(writing, telecom));
            }
            Element period = coverage.get("period");
            in1.put(12, () -> Moments.date(writing, period.get("start")));
            in1.put(13, () -> Moments.date(writing, period.get("end")));
            in1.put(15, () -> Concepts.parts(writing, coverage.get("type"), in1.type(15)));
            Element relationship = coverage.get("relationship");
            in1.put(
                    17,
                    () ->
                            Concepts.parts(
                                    writing,
                                    relationship,
                                    in1.type(17),
                                    CodeTable.COVERAGE_RELATIONSHIP));
            Element policy = coverage.first("identifier");
            if (!Identifiers.isSecret(writing, policy)) {
                in1.put(36, () -> Parts.of(policy.take("value")));
            }
            in1.put(49, () -> Parts.of(coverage.take("subscriberId")));
            if (coverage.peek("status").equals("active")) {
                coverage.take("status");
            }
        }
    }

    private static Parts payorName(Element coverage, Element payor) {
        return Parts.of(
                payor.isPresent() ? payor.take("name") : coverage.first("payor").take("display"));
    }

    private static void classes(Element coverage, SegmentDraft in1) {
        for (Element one : coverage.list("class")) {
            String kind = one.get("type").first("coding").peek("code");
            if (kind.equals("plan") && !in1.has(2)) {
                one.takeAll();
                in1.put(2, () -> Parts.of(one.peek("value")).put(2, one.peek("name")));
            } else if (kind.equals("group") && !in1.has(8)) {
                one.takeAll();
                in1.put(8, () -> Parts.of(one.peek("value")));
                in1.put(9, () -> Parts.of(one.peek("name")));
            }
        }
    }
}
