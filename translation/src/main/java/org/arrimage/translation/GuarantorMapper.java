// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * GT1, who answers for the bill, to RelatedPerson or Organization (no map in the guide; HL7 v2
 * chapter 6, R4 Account.guarantor): GT1-2 identifier; GT1-3 name; GT1-5 address; GT1-6, GT1-7
 * telecom; GT1-8 birth date; GT1-9 gender; GT1-11 relationship; GT1-13, GT1-14 period; GT1-21
 * organization; GT1-36 language.
 *
 * <p>The patient who answers for itself (GT1-11 SEL) is the patient; nobody is made up beside it.
 */
final class GuarantorMapper {
    private GuarantorMapper() {}

    /** A guarantor of Account: who, and from when to when; empty when nobody is named. */
    static Node map(Draft draft, Segment gt1, PatientMapper.Mapped patient) {
        if (patient.isNone()) {
            return new Node();
        }
        Node period = Times.period(draft, gt1.field(13), gt1.field(14));
        Node party = party(draft, gt1, patient);
        return party.isEmpty() ? party : new Node().put("party", party).put("period", period);
    }

    private static Node party(Draft draft, Segment gt1, PatientMapper.Mapped patient) {
        if (Draft.peek(gt1.field(11)).equals("SEL")) {
            gt1.field(11).parts().forEach(draft::took);
            return patient.link();
        }
        if (!gt1.field(3).isPresent()) {
            return Parties.organization(draft, gt1.field(21));
        }
        Node person = Node.resource("RelatedPerson");
        for (Value repetition : gt1.repetitions(2)) {
            Identifier identifier = Identifier.cx(draft, repetition);
            if (!identifier.isEmpty()) {
                person.add("identifier", identifier.node());
            }
        }
        person.put("patient", patient.link());
        person.add("relationship", Codes.concept(draft, gt1.field(11), Table.RELATIONSHIP));
        Names.addAll(draft, gt1, 3, person);
        Contacts.addTelecoms(draft, gt1, 6, "home", person);
        Contacts.addTelecoms(draft, gt1, 7, "work", person);
        person.put("gender", Codes.mapped(draft, gt1.field(9), Table.GENDER));
        person.put("birthDate", Times.date(draft, gt1.field(8)));
        Contacts.addAddresses(draft, gt1, 5, person);
        person.add(
                "communication",
                new Node().put("language", PatientMapper.language(draft, gt1.field(36))));
        Key key =
                Key.derived(
                        "RelatedPerson",
                        "guarantor",
                        patient.reference(),
                        gt1.field(2).written(),
                        gt1.field(3).component(1).written(),
                        gt1.field(3).component(2).written());
        return Parties.reference(draft.bundle().put(person, key));
    }
}
