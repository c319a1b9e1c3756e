// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * PID and PD1 to Patient (guide: PID[Patient], PD1[Patient]; HL7 v2 chapter 3).
 *
 * <ul>
 *   <li>PID-2, PID-3, PID-4 identifier; the first of PID-3 names the patient to the receiver
 *   <li>PID-5, PID-9 name; PID-6 mother's maiden name; PID-11, PID-12 address; PID-13, PID-14,
 *       PID-40 telecom
 *   <li>PID-7 birth date and time; PID-8 gender, from PID-8 only, never from the NAM
 *   <li>PID-15 language, PID-16 marital status, PID-17 religion, PID-18 {@link AccountMapper},
 *       PID-19 national number without the guide's claim that it is a United States one, PID-23 to
 *       PID-30 births, citizenship, death
 *   <li>PD1-3, PD1-4 general practitioner
 * </ul>
 */
final class PatientMapper {
    private static final String EXTENSION = "http://hl7.org/fhir/StructureDefinition/patient-";

    /** ISO 639-1 with an ISO 3166 country or without (R4, common languages). */
    private static final Pattern TAG = Pattern.compile("[a-zA-Z]{2}([-_][a-zA-Z]{2})?");

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** ISO 639-2, terminology codes; those of libraries that differ are in the table. */
    private static final Map<String, String> THREE_LETTERS =
            LANGUAGES.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    tag -> Locale.of(tag).getISO3Language(),
                                    tag -> tag,
                                    (one, other) -> one));

    private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

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
    static Mapped map(Draft draft, Segment pid, List<Segment> pd1, Former former)
            throws Hl7Problem {
        Node patient = Node.resource("Patient");
        Identifier known = identifiers(draft, pid, patient, former);
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
                        : former.key("Patient", known.key("Patient"));
        animal(draft, pid, patient);
        pd1.forEach(segment -> more(draft, segment, patient));
        String reference = draft.register(patient, key);
        mother(draft, pid, reference);
        pd1.forEach(segment -> livingWill(draft, segment, reference));
        ProvenanceMapper.updated(draft, pid, reference);
        return new Mapped(reference, known, patient);
    }

    private static Identifier identifiers(Draft draft, Segment pid, Node patient, Former former)
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
        former.addTo(patient, List.copyOf(found.values()));
        String national = draft.text(pid, 19);
        if (!national.isEmpty()) {
            patient.add(
                    "identifier",
                    new Node()
                            .put("type", Codes.literalConcept(Systems.IDENTIFIER_TYPE, "SB"))
                            .put("value", national));
        }
        patient.add("identifier", licence(draft, pid.field(20)));
        return found.isEmpty() ? Identifier.NONE : found.firstEntry().getValue();
    }

    /** DLN[Identifier]: number, who issued it, until when. */
    private static Node licence(Draft draft, Value dln) {
        String number = draft.text(dln.component(1));
        String issuer = draft.text(dln.component(2));
        if (number.isEmpty()) {
            return new Node();
        }
        String system = Systems.authority(draft, issuer, "", "");
        String end = Times.dateTime(draft, dln.component(3));
        return new Identifier(
                        system.isEmpty() ? Systems.sender(draft) : system,
                        number,
                        "DL",
                        new Identifier.Details("", "", issuer, "", end))
                .node();
    }

    /** PID-21 (guide: CX[RelatedPerson-Mother]): the mother, known by her number only. */
    private static void mother(Draft draft, Segment pid, String patient) {
        for (Value repetition : pid.repetitions(21)) {
            Identifier identifier = Identifier.cx(draft, repetition);
            if (!identifier.isEmpty()) {
                Node mother =
                        Node.resource("RelatedPerson")
                                .add("identifier", identifier.node())
                                .put("patient", Parties.reference(patient))
                                .add("relationship", Codes.literalConcept(ROLES, "MTH"));
                Key key =
                        Key.derived(
                                "RelatedPerson", patient, identifier.system(), identifier.value());
                draft.bundle().put(mother, key);
            }
        }
    }

    /** PID-35 and PID-36: a patient that is an animal. */
    private static void animal(Draft draft, Segment pid, Node patient) {
        Node species =
                valued("species", "valueCodeableConcept", Codes.concept(draft, pid.field(35)));
        Node breed = valued("breed", "valueCodeableConcept", Codes.concept(draft, pid.field(36)));
        if (!species.isEmpty()) {
            patient.add(
                    "extension",
                    new Node()
                            .put("url", EXTENSION + "animal")
                            .add("extension", species)
                            .add("extension", breed));
        }
    }

    /** PD1-6 handicap, PD1-14 place of worship, PD1-7 living will. */
    private static void more(Draft draft, Segment pd1, Node patient) {
        patient.add(
                "extension",
                valued(
                        EXTENSION + "disability",
                        "valueCodeableConcept",
                        Codes.concept(draft, pd1.field(6))));
        patient.add(
                "extension",
                valued(EXTENSION + "congregation", "valueString", draft.text(pd1, 14)));
    }

    private static void livingWill(Draft draft, Segment pd1, String patient) {
        Node answer = Codes.concept(draft, pd1.field(7), Table.LIVING_WILL);
        if (!answer.isEmpty()) {
            Node will =
                    Node.resource("Observation")
                            .put("status", "final")
                            .put("code", Codes.literalConcept("http://loinc.org", "75320-2"))
                            .put("subject", Parties.reference(patient))
                            .put("valueCodeableConcept", answer);
            draft.bundle().put(will, Key.derived("Observation", patient, "75320-2"));
        }
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

    /** BCP 47, the only list FHIR takes; a language of another list only as text. */
    static Node language(Draft draft, Value value) {
        String written = draft.text(value.component(9));
        String words = written.isEmpty() ? draft.text(value.component(2)) : written;
        String tag = languageTag(draft, value);
        if (tag.isEmpty()) {
            return new Node().put("text", words.isEmpty() ? draft.text(value) : words);
        }
        return Codes.literalConcept("urn:ietf:bcp:47", tag).put("text", words);
    }

    /** The language tag of a code; empty when it is of no list we know. */
    static String languageTag(Draft draft, Value value) {
        String code = Draft.peek(value);
        if (TAG.matcher(code).matches() && isLanguage(code.substring(0, 2))) {
            draft.took(value.component(1));
            return code.length() == 2
                    ? code.toLowerCase(Locale.ROOT)
                    : code.substring(0, 2).toLowerCase(Locale.ROOT)
                            + '-'
                            + code.substring(3).toUpperCase(Locale.ROOT);
        }
        String known = Table.LANGUAGE.target(draft, code.toUpperCase(Locale.ROOT));
        String tag =
                known.isEmpty()
                        ? THREE_LETTERS.getOrDefault(code.toLowerCase(Locale.ROOT), "")
                        : known;
        if (!tag.isEmpty()) {
            draft.took(value.component(1));
        }
        return tag;
    }

    private static boolean isLanguage(String code) {
        return LANGUAGES.contains(code.toLowerCase(Locale.ROOT));
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
