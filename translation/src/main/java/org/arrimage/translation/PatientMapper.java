// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * PID and PD1 to Patient (guide: PID[Patient], PD1[Patient]; HL7 v2 chapter 3).
 *
 * <ul>
 *   <li>PID-2, PID-3, PID-4 identifier; the first of PID-3 names the patient to the receiver
 *   <li>PID-5, PID-9 name; PID-6 mother's maiden name; PID-11, PID-12 address; PID-13, PID-14,
 *       PID-40 telecom
 *   <li>PID-7 birth date and time; PID-8 gender, from PID-8 only, never from the NAM
 *   <li>PID-15 language, PID-16 marital status, PID-17 religion, PID-18 account (ours: identifier
 *       of type AN, where the guide has a separate Account), PID-19 national number without the
 *       guide's claim that it is a United States one, PID-23 to PID-30 births, citizenship, death
 *   <li>PD1-3, PD1-4 general practitioner
 * </ul>
 */
final class PatientMapper {
    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/patient-";

    private PatientMapper() {}

    /** A patient in the bundle: what refers to it, and the identifier it is known by. */
    record Mapped(String reference, Identifier identifier, Node node) {
        /** Nobody: a message, or a part of it, before any PID. */
        static final Mapped NONE = new Mapped("", Identifier.NONE, new Node());

        boolean isNone() {
            return reference.isEmpty();
        }

        Node link() {
            return Parties.reference(reference);
        }
    }

    /**
     * Maps a PID, with the PD1 that may follow it.
     *
     * @throws Hl7Problem when an ADT has no identifier that tells this patient from another
     */
    static Mapped map(Draft draft, Segment pid, List<Segment> pd1) throws Hl7Problem {
        Node patient = Node.resource("Patient");
        Identifier known = identifiers(draft, pid, patient);
        Names.addAll(draft, pid, 5, patient);
        Names.addAll(draft, pid, 9, patient);
        Contacts.addTelecoms(draft, pid, 13, "home", patient);
        Contacts.addTelecoms(draft, pid, 14, "work", patient);
        Contacts.addTelecoms(draft, pid, 40, "", patient);
        patient.put("gender", Codes.mapped(draft, pid.field(8), Table.GENDER));
        birth(draft, pid, patient);
        death(draft, pid, patient);
        addresses(draft, pid, patient);
        patient.put("maritalStatus", Codes.concept(draft, pid.field(16), Table.MARITAL_STATUS));
        multipleBirth(draft, pid, patient);
        patient.add("communication", new Node().put("language", language(draft, pid.field(15))));
        extensions(draft, pid, patient);
        for (Segment segment : pd1) {
            for (Value repetition : segment.repetitions(3)) {
                patient.add("generalPractitioner", Parties.organization(draft, repetition));
            }
            Parties.addPractitioners(draft, segment, 4, patient, "generalPractitioner");
        }
        // A result without patient number keeps a patient of its own: no other is touched.
        Key key =
                known.isEmpty()
                        ? Key.derived(
                                "Patient", draft.messageName(), Integer.toString(pid.occurrence()))
                        : known.key("Patient");
        String reference = draft.register(patient, key);
        return new Mapped(reference, known, patient);
    }

    private static Identifier identifiers(Draft draft, Segment pid, Node patient)
            throws Hl7Problem {
        var found = new LinkedHashMap<String, Identifier>();
        for (int field : new int[] {3, 2, 4}) {
            for (Value repetition : pid.repetitions(field)) {
                Identifier identifier = Identifier.cx(draft, repetition);
                // The same number of the same authority, whatever else is said of it.
                String name = identifier.system() + '\n' + identifier.value();
                if (!identifier.isEmpty() && found.putIfAbsent(name, identifier) == null) {
                    patient.add("identifier", identifier.node());
                }
            }
        }
        if (found.isEmpty() && draft.isAdministrative()) {
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, pid.location(3));
        }
        if (found.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, pid.field(3));
        }
        Identifier account = Identifier.cx(draft, pid.field(18));
        if (!account.isEmpty()) {
            patient.add("identifier", account.typed("AN").node());
        }
        String national = draft.text(pid, 19);
        if (!national.isEmpty()) {
            patient.add(
                    "identifier",
                    new Node()
                            .put("type", Codes.literalConcept(Systems.IDENTIFIER_TYPE, "SB"))
                            .put("value", national));
        }
        return found.isEmpty() ? Identifier.NONE : found.firstEntry().getValue();
    }

    private static void birth(Draft draft, Segment pid, Node patient) {
        Value born = pid.field(7);
        String date = Times.date(draft, born);
        patient.put("birthDate", date);
        if (Draft.peek(born).length() > 8 && !date.isEmpty()) {
            Node time =
                    new Node()
                            .put("url", EXTENSION + "birthTime")
                            .put("valueDateTime", Times.dateTime(draft, born));
            patient.put("_birthDate", new Node().add("extension", time));
        }
    }

    private static void death(Draft draft, Segment pid, Node patient) {
        String when = Times.dateTime(draft, pid.field(29));
        if (!when.isEmpty()) {
            patient.put("deceasedDateTime", when);
            draft.took(pid.field(30));
            return;
        }
        yesOrNo(draft, pid.field(30), "deceasedBoolean", patient);
    }

    private static void multipleBirth(Draft draft, Segment pid, Node patient) {
        String order = Numbers.positive(Draft.peek(pid.field(25)));
        if (!order.isEmpty()) {
            patient.number("multipleBirthInteger", order);
            draft.took(pid.field(25));
            draft.took(pid.field(24));
            return;
        }
        yesOrNo(draft, pid.field(24), "multipleBirthBoolean", patient);
    }

    private static void yesOrNo(Draft draft, Value value, String member, Node owner) {
        String code = Draft.peek(value);
        if (code.equals("Y") || code.equals("N")) {
            owner.put(member, code.equals("Y"));
            draft.took(value);
        }
    }

    private static void addresses(Draft draft, Segment pid, Node patient) {
        Contacts.addAddresses(draft, pid, 11, patient);
        String county = draft.text(pid, 12);
        if (!county.isEmpty()) {
            patient.add("address", new Node().put("district", county));
        }
    }

    /** BCP 47 as FHIR requires; a language of another list only as text. */
    static Node language(Draft draft, Value value) {
        String code = Draft.peek(value).toUpperCase(java.util.Locale.ROOT);
        String tag = Table.LANGUAGE.target(draft, code);
        if (tag.isEmpty() && code.length() == 2 && isLanguage(code)) {
            tag = code.toLowerCase(java.util.Locale.ROOT);
        }
        if (tag.isEmpty()) {
            String name = draft.text(value.component(2));
            return new Node().put("text", name.isEmpty() ? draft.text(value) : name);
        }
        draft.took(value.component(1));
        return Codes.literalConcept("urn:ietf:bcp:47", tag)
                .put("text", draft.text(value.component(2)));
    }

    private static boolean isLanguage(String code) {
        return List.of(java.util.Locale.getISOLanguages())
                .contains(code.toLowerCase(java.util.Locale.ROOT));
    }

    private static void extensions(Draft draft, Segment pid, Node patient) {
        Node mother = Names.xpn(draft, pid.field(6));
        patient.add(
                "extension",
                valued(EXTENSION + "mothersMaidenName", "valueString", mother.text("family")));
        patient.add(
                "extension",
                valued(
                        EXTENSION + "religion",
                        "valueCodeableConcept",
                        Codes.concept(draft, pid.field(17), Table.RELIGION)));
        patient.add(
                "extension",
                valued(
                        EXTENSION + "birthPlace",
                        "valueAddress",
                        new Node().put("text", draft.text(pid, 23))));
        for (int field : new int[] {26, 28, 39}) {
            for (Value repetition : pid.repetitions(field)) {
                Node code =
                        valued("code", "valueCodeableConcept", Codes.concept(draft, repetition));
                if (!code.isEmpty()) {
                    String name = field == 28 ? "nationality" : "citizenship";
                    patient.add(
                            "extension",
                            new Node().put("url", EXTENSION + name).add("extension", code));
                }
            }
        }
    }

    private static Node valued(String url, String member, String text) {
        return text.isEmpty() ? new Node() : new Node().put("url", url).put(member, text);
    }

    private static Node valued(String url, String member, Node value) {
        return value.isEmpty() ? new Node() : new Node().put("url", url).put(member, value);
    }
}
