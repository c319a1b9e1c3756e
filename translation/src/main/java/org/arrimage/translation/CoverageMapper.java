// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * IN1 to Coverage (guide: IN1[Coverage]; HL7 v2 chapter 6): IN1-2 plan, IN1-3 and IN1-4 payor,
 * IN1-8 group, IN1-12 and IN1-13 period, IN1-15 type, IN1-17 relationship, IN1-36 policy, IN1-49
 * subscriber.
 *
 * <p>Ours: the plan (IN1-2) is a Coverage class, since it identifies the plan and not this person's
 * coverage; status active, which FHIR demands and IN1 does not say. Without payor, which FHIR
 * demands too, nothing is made and the loss is reported.
 */
final class CoverageMapper {
    private static final String CLASS = "http://terminology.hl7.org/CodeSystem/coverage-class";

    private CoverageMapper() {}

    /** A reference to the Coverage; empty when IN1 names no payor. */
    static String map(Draft draft, Segment in1, PatientMapper.Mapped patient) {
        if (patient.isNone()) {
            return "";
        }
        Node payor = payor(draft, in1);
        if (payor.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, in1.field(4));
            return "";
        }
        Node coverage = Node.resource("Coverage");
        String policy = draft.text(in1, 36);
        if (!policy.isEmpty()) {
            coverage.add("identifier", new Identifier(Systems.sender(draft), policy, "").node());
        }
        coverage.put("status", "active");
        coverage.put("type", Codes.concept(draft, in1.field(15)));
        String subscriber = draft.text(in1, 49);
        coverage.put("subscriberId", subscriber);
        coverage.put("beneficiary", patient.link());
        coverage.put(
                "relationship", Codes.concept(draft, in1.field(17), Table.COVERAGE_RELATIONSHIP));
        coverage.put("period", Times.period(draft, in1.field(12), in1.field(13)));
        coverage.add("payor", payor);
        coverage.add(
                "class",
                classOf("plan", draft.text(in1, 2), draft.text(in1.field(2).component(2))));
        coverage.add("class", classOf("group", draft.text(in1, 8), draft.text(in1, 9)));
        Key key =
                Key.derived(
                        "Coverage",
                        patient.reference(),
                        Draft.peek(in1.field(2)),
                        Draft.peek(in1.field(4)),
                        policy + subscriber);
        return draft.bundle().put(coverage, key);
    }

    private static Node classOf(String kind, String value, String name) {
        return value.isEmpty()
                ? new Node()
                : new Node()
                        .put("type", Codes.literalConcept(CLASS, kind))
                        .put("value", value)
                        .put("name", name);
    }

    private static Node payor(Draft draft, Segment in1) {
        String name = draft.text(in1, 4);
        Node organization = Node.resource("Organization");
        Key key = Key.derived("Organization", draft.facility(), name);
        boolean numbered = false;
        for (Value repetition : in1.repetitions(3)) {
            Identifier identifier = Identifier.cx(draft, repetition);
            if (!identifier.isEmpty()) {
                organization.add("identifier", identifier.node());
                key = numbered ? key : identifier.key("Organization");
                numbered = true;
            }
        }
        if (name.isEmpty() && !numbered) {
            return new Node();
        }
        organization.put("name", name);
        Contacts.addTelecoms(draft, in1, 7, "", organization);
        Contacts.addAddresses(draft, in1, 5, organization);
        return Parties.reference(draft.bundle().mention(organization, key));
    }
}
