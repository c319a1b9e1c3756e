// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * NK1 to RelatedPerson (guide: NK1[RelatedPerson]; HL7 v2 chapter 3): NK1-2, NK1-30 name; NK1-3,
 * NK1-7 relationship; NK1-4, NK1-32 address; NK1-5, NK1-6, NK1-31, NK1-40, NK1-41 telecom; NK1-8,
 * NK1-9 period; NK1-12, NK1-33 identifier; NK1-15 gender; NK1-16 birth date; NK1-20 language.
 *
 * <p>Relationships stay in HL7's own table 0063, where the guide moves them to v3 role codes that
 * say less (EMC becomes C).
 */
final class RelatedPersonMapper {
    private RelatedPersonMapper() {}

    static void map(Draft draft, Segment nk1, PatientMapper.Mapped patient) {
        if (patient.isNone()) {
            return;
        }
        Node person = Node.resource("RelatedPerson");
        for (int field : new int[] {33, 12}) {
            for (Value repetition : nk1.repetitions(field)) {
                Identifier identifier = Identifier.cx(draft, repetition);
                if (!identifier.isEmpty()) {
                    person.add("identifier", identifier.node());
                }
            }
        }
        person.put("patient", patient.link());
        person.add("relationship", Codes.concept(draft, nk1.field(3), Table.RELATIONSHIP));
        person.add("relationship", Codes.concept(draft, nk1.field(7), Table.CONTACT_ROLE));
        Names.addAll(draft, nk1, 2, person);
        Names.addAll(draft, nk1, 30, person);
        Contacts.addTelecoms(draft, nk1, 5, "home", person);
        Contacts.addTelecoms(draft, nk1, 6, "work", person);
        for (int field : new int[] {31, 40, 41}) {
            Contacts.addTelecoms(draft, nk1, field, "", person);
        }
        person.put("gender", Codes.mapped(draft, nk1.field(15), Table.GENDER));
        person.put("birthDate", Times.date(draft, nk1.field(16)));
        Contacts.addAddresses(draft, nk1, 4, person);
        Contacts.addAddresses(draft, nk1, 32, person);
        person.put("period", Times.period(draft, nk1.field(8), nk1.field(9)));
        person.add(
                "communication",
                new Node().put("language", PatientMapper.language(draft, nk1.field(20))));
        if (!person.has("name")
                && !person.has("identifier")
                && !person.has("telecom")
                && !person.has("address")
                && !person.has("period")) {
            return;
        }
        draft.bundle().put(person, key(nk1, patient));
    }

    /** A person without number is the same when name and relationship to the patient are. */
    private static Key key(Segment nk1, PatientMapper.Mapped patient) {
        return Key.derived(
                "RelatedPerson",
                patient.reference(),
                nk1.field(2).written(),
                nk1.field(3).written(),
                nk1.field(2).isPresent() ? "" : Integer.toString(nk1.occurrence()));
    }
}
