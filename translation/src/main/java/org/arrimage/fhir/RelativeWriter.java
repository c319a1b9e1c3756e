// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

/**
 * RelatedPerson and Patient.contact to NK1 (guide: NK1[RelatedPerson], NK1[Patient.contact] read
 * backwards; HL7 v2 chapter 3).
 */
final class RelativeWriter {
    private RelativeWriter() {}

    static void write(Writing writing, MessageDraft message, Element patient) {
        int setId = 1;
        for (Element person : writing.about("RelatedPerson", "patient", patient)) {
            SegmentDraft nk1 = message.start("NK1", person, setId++);
            for (Element identifier : person.list("identifier")) {
                nk1.add(33, () -> Identifiers.cx(writing, identifier));
            }
            common(writing, nk1, person);
            nk1.put(16, () -> Moments.moment(writing, person.get("birthDate")));
            Element language = person.first("communication").get("language");
            nk1.put(20, () -> Concepts.parts(writing, language, nk1.type(20)));
            if (person.peek("active").equals("true")) {
                person.take("active");
            }
        }
        for (Element contact : patient.list("contact")) {
            SegmentDraft nk1 = message.start("NK1", patient, setId++);
            common(writing, nk1, contact);
            nk1.put(13, () -> Organizations.xon(writing, contact.get("organization")));
        }
    }

    private static void common(Writing writing, SegmentDraft nk1, Element person) {
        for (Element name : person.list("name")) {
            nk1.add(2, () -> People.xpn(writing, name));
        }
        for (Element concept : person.list("relationship")) {
            boolean role = isRole(concept);
            int field = role || nk1.has(3) ? 7 : 3;
            CodeTable table = role ? CodeTable.CONTACT_ROLE : CodeTable.RELATIONSHIP;
            if (!nk1.has(field)) {
                nk1.put(field, () -> Concepts.parts(writing, concept, nk1.type(field), table));
            }
        }
        for (Element address : person.list("address")) {
            nk1.add(4, () -> Contacts.xad(writing, address));
        }
        for (Element telecom : person.list("telecom")) {
            nk1.add(Contacts.isWork(telecom) ? 6 : 5, () -> Contacts.xtn(writing, telecom));
        }
        Element period = person.get("period");
        nk1.put(8, () -> Moments.of(writing, period.get("start"), nk1.type(8)));
        nk1.put(9, () -> Moments.of(writing, period.get("end"), nk1.type(9)));
        nk1.put(15, () -> Parts.of(CodeTable.GENDER.take(person.get("gender"))));
    }

    private static boolean isRole(Element concept) {
        return concept.list("coding").stream()
                .anyMatch(coding -> CodeSystems.table(coding.peek("system")).equals("0131"));
    }
}
