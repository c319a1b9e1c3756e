// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/**
 * Patient to PID and PD1 (guide: PID[Patient], PD1[Patient] read backwards; HL7 v2 chapter 3):
 * identifiers to PID-3, those of type AN to PID-18 and SB to PID-19; name PID-5, mother's maiden
 * name PID-6, birth PID-7, -23, -24, -25, gender PID-8, race PID-10, address PID-11, telecom PID-13
 * and -14, language PID-15, marital status PID-16, religion PID-17, ethnic group PID-22,
 * citizenship PID-26, nationality PID-28, death PID-29 and -30, generalPractitioner PD1-3 and -4.
 */
final class PatientWriter {
    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/patient-";
    private static final String US = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";

    private final Writing writing;
    private final Element patient;
    private final SegmentDraft pid;

    private PatientWriter(Writing writing, Element patient, SegmentDraft pid) {
        this.writing = writing;
        this.patient = patient;
        this.pid = pid;
    }

    static void write(Writing writing, MessageDraft message, Element patient, int setId) {
        SegmentDraft pid = message.start("PID", patient, setId);
        new PatientWriter(writing, patient, pid).fields();
        SegmentDraft pd1 = message.start("PD1", patient);
        for (Element reference : patient.list("generalPractitioner")) {
            if (People.isOrganization(writing, reference)) {
                pd1.add(3, () -> Organizations.xon(writing, reference));
            } else {
                pd1.add(4, () -> People.xcn(writing, reference, pd1.type(4)));
            }
        }
        message.dropLastIfEmpty(0);
    }

    private void fields() {
        for (Element identifier : Identifiers.except(patient, "AN", "SB")) {
            pid.add(3, () -> Identifiers.cx(writing, identifier));
        }
        names();
        pid.put(7, this::birth);
        pid.put(8, () -> Parts.of(CodeTable.GENDER.take(patient.get("gender"))));
        groups(10, US + "race");
        for (Element address : patient.list("address")) {
            pid.add(11, () -> Contacts.xad(writing, address));
        }
        for (Element telecom : patient.list("telecom")) {
            pid.add(Contacts.isWork(telecom) ? 14 : 13, () -> Contacts.xtn(writing, telecom));
        }
        language();
        Element marital = patient.get("maritalStatus");
        pid.put(16, () -> Concepts.parts(writing, marital, pid.type(16), CodeTable.MARITAL_STATUS));
        Element religion = value(EXTENSION + "religion", "valueCodeableConcept");
        pid.put(17, () -> Concepts.parts(writing, religion, pid.type(17), CodeTable.RELIGION));
        pid.put(18, () -> Identifiers.cx(writing, Identifiers.ofType(patient, "AN")));
        pid.put(19, this::national);
        groups(22, US + "ethnicity");
        birthPlaceAndOrder();
        nationality(26, EXTENSION + "citizenship");
        nationality(28, EXTENSION + "nationality");
        death();
        pid.put(33, () -> Moments.moment(writing, patient.get("meta").get("lastUpdated")));
        // What the event or the merge already says.
        if (patient.peek("active").equals("true")) {
            patient.take("active");
        }
    }

    private void names() {
        List<Element> names = patient.list("name");
        for (Element name : names) {
            pid.add(5, () -> People.xpn(writing, name));
        }
        Element mother = value(EXTENSION + "mothersMaidenName", "valueString");
        pid.add(6, () -> Parts.of(mother.take()));
    }

    private Parts birth() {
        Element time =
                patient.get("_birthDate")
                        .extension("http://hl7.org/fhir/StructureDefinition/patient-birthTime");
        Parts moment = Moments.moment(writing, time.get("valueDateTime"));
        if (moment.isEmpty()) {
            return Moments.moment(writing, patient.get("birthDate"));
        }
        time.takeAll();
        patient.take("birthDate");
        return moment;
    }

    private Parts national() {
        Element identifier = Identifiers.ofType(patient, "SB");
        if (identifier.peek("value").isEmpty() || Identifiers.isSecret(writing, identifier)) {
            return Parts.NONE;
        }
        Identifiers.takeType(identifier);
        return Parts.of(identifier.take("value"));
    }

    private void language() {
        for (Element communication : patient.list("communication")) {
            Element language = communication.get("language");
            boolean preferred = communication.peek("preferred").equals("true");
            if (!pid.has(15) || preferred) {
                communication.take("preferred");
                pid.put(15, () -> Concepts.parts(writing, language, pid.type(15)));
            }
        }
    }

    private void birthPlaceAndOrder() {
        Element place = value(EXTENSION + "birthPlace", "valueAddress");
        pid.put(23, () -> Parts.of(place.take(place.peek("text").isEmpty() ? "city" : "text")));
        Element order = patient.get("multipleBirthInteger");
        Element multiple = patient.get("multipleBirthBoolean");
        if (order.isPresent()) {
            // The first in order may be the only one: 1 alone says nothing of PID-24.
            pid.constant(24, order.peek().equals("1") ? "" : "Y");
            pid.put(25, () -> Parts.of(order.take()));
        } else {
            pid.put(24, () -> yesOrNo(multiple));
        }
    }

    /** Race and ethnicity of the United States profile, where a sender uses it. */
    private void groups(int field, String url) {
        Element extension = patient.extension(url);
        for (Element part : extension.list("extension")) {
            if (part.peek("url").equals("ombCategory") || part.peek("url").equals("detailed")) {
                part.take("url");
                extension.take("url");
                pid.add(
                        field,
                        () ->
                                Concepts.coding(
                                        writing,
                                        part.get("valueCoding"),
                                        pid.type(field),
                                        CodeTable.NONE));
            }
        }
    }

    private void nationality(int field, String url) {
        for (Element extension : patient.list("extension")) {
            Element code = extension.extension("code");
            if (extension.peek("url").equals(url) && code.isPresent()) {
                extension.take("url");
                code.take("url");
                Element concept = code.get("valueCodeableConcept");
                pid.add(field, () -> Concepts.parts(writing, concept, pid.type(field)));
            }
        }
    }

    private void death() {
        Element when = patient.get("deceasedDateTime");
        pid.put(29, () -> Moments.moment(writing, when));
        if (pid.has(29)) {
            pid.constant(30, "Y");
        } else {
            pid.put(30, () -> yesOrNo(patient.get("deceasedBoolean")));
        }
    }

    static Parts yesOrNo(Element truth) {
        return switch (truth.peek()) {
            case "true" -> {
                truth.take();
                yield Parts.of("Y");
            }
            case "false" -> {
                truth.take();
                yield Parts.of("N");
            }
            default -> Parts.NONE;
        };
    }

    /** The value of an extension, whose URL is then carried by the field. */
    private Element value(String url, String member) {
        Element extension = patient.extension(url);
        Element value = extension.get(member);
        if (value.isPresent()) {
            extension.take("url");
        }
        return value;
    }

    /** MRG of the patient that another replaces (guide: MRG[Patient] read backwards). */
    static void merged(Writing writing, MessageDraft message, Element survivor) {
        for (Element link : survivor.list("link")) {
            Element retired = writing.follow(link.get("other"));
            if (link.peek("type").equals("replaces") && retired.isPresent()) {
                link.take("type");
                merged(writing, message, survivor, retired);
            }
        }
    }

    private static void merged(
            Writing writing, MessageDraft message, Element survivor, Element retired) {
        SegmentDraft mrg = message.start("MRG", retired);
        for (Element identifier : Identifiers.except(retired, "AN")) {
            mrg.add(1, () -> Identifiers.cx(writing, identifier));
        }
        mrg.put(3, () -> Identifiers.cx(writing, Identifiers.ofType(retired, "AN")));
        for (Element name : retired.list("name")) {
            mrg.add(7, () -> People.xpn(writing, name));
        }
        if (retired.peek("active").equals("false")) {
            retired.take("active");
        }
        for (Element back : retired.list("link")) {
            if (back.peek("type").equals("replaced-by")
                    && writing.leads(back.get("other"), survivor)) {
                back.take("type");
            }
        }
    }
}
