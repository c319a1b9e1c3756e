// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.rulebook.Unusable;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class MappingTest {
    private static final String HEAD =
            """
            mapping: essai
            version: 3
            date: 2026-11-25
            description: {fr: essai, en: trial}
            """;

    private static Mapping rules(String... rules) {
        return MappingFile.read(HEAD + "rules:\n  - " + String.join("\n  - ", rules) + "\n");
    }

    private static Translation.Translated translated(String message, Mapping mapping)
            throws Hl7Problem {
        var settings = TranslationSettings.defaults().with(mapping);
        return (Translation.Translated) Translator.toFhir(Samples.read(message), settings);
    }

    private static <T extends Resource> List<T> all(String message, Mapping mapping, Class<T> type)
            throws Hl7Problem {
        var done = translated(message, mapping);
        assertThat(Validity.errors(done.json())).isEmpty();
        return Validity.parse(done.json()).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void carriesAFieldToAnElementAndOutOfTheLossReport() throws Hl7Problem {
        Mapping mapping = rules("{from: ZVN-2, to: Encounter.serviceProvider.identifier.value}");

        Encounter encounter = all(Samples.ADMISSION, mapping, Encounter.class).getFirst();

        assertThat(encounter.getServiceProvider().getIdentifier().getValue()).isEqualTo("55412345");
        assertThat(translated(Samples.ADMISSION, Mapping.NONE).loss().lost()).contains("ZVN-2");
        assertThat(translated(Samples.ADMISSION, mapping).loss().lost()).doesNotContain("ZVN-2");
    }

    @Test
    void writesAnExtensionByItsUrl() throws Hl7Problem {
        Mapping mapping =
                rules(
                        "{from: ZVN-2, to:"
                                + " \"Patient.extension(https://exemple.ca/inst).valueString\"}");

        Patient patient = all(Samples.ADMISSION, mapping, Patient.class).getFirst();

        assertThat(patient.getExtensionString("https://exemple.ca/inst")).isEqualTo("55412345");
    }

    @Test
    void carriesNoUniqueUserNumberInWhateverElement() throws Hl7Problem {
        String message = Samples.ADMISSION.replace("~004512^^^CHUDL", "~8877665544^^^NIU");
        Mapping mapping =
                rules(
                        "{from: PID-3, to: \"Patient.extension(urn:x).valueString\"}",
                        "{from: PID-3.1, to: \"Patient.extension(urn:y).valueString\"}");

        var done = translated(message, mapping);

        assertThat(new String(done.json(), StandardCharsets.UTF_8))
                .contains("urn:y")
                .doesNotContain("8877665544");
    }

    @Test
    void readsAFieldByTheTypeOfItsElement() throws Hl7Problem {
        String message = Samples.ADMISSION.replace("ZVN|1|", "ZVN|Roy^Zoé^^^^^L|");
        Mapping mapping =
                rules(
                        "{from: ZVN-1, to: Patient.contact.name}",
                        "{from: ZVN-2, to: Patient.deceasedDateTime}");

        Patient patient = all(message, mapping, Patient.class).getFirst();

        assertThat(patient.getContactFirstRep().getName().getFamily()).isEqualTo("Roy");
        assertThat(patient.hasDeceased()).isFalse();
        assertThat(translated(message, mapping).remarks()).hasSize(1);
    }

    @Test
    void choosesTheResourceMadeFromTheSegment() throws Hl7Problem {
        String message = Samples.RESULTS.replace("OBX|2|SN|", "ZBX|LOT-7\rOBX|2|SN|");
        Mapping mapping =
                rules(
                        "{from: ZBX-1, to: Observation.device.display}",
                        "{value: true, to: \"Observation.extension(urn:x).valueBoolean\", when:"
                                + " {field: OBX-3.1, is: [2571-8]}}");

        List<Observation> observations = all(message, mapping, Observation.class);

        assertThat(observations.stream().filter(it -> it.getDevice().hasDisplay()))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.getCode().getCodingFirstRep().getCode()).isEqualTo("2093-3"));
        assertThat(observations.stream().filter(it -> it.hasExtension("urn:x")))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.getCode().getCodingFirstRep().getCode()).isEqualTo("2571-8"));
    }

    @Test
    void replacesWhatTheMappersWroteOrLeavesIt() throws Hl7Problem {
        Mapping mapping =
                rules(
                        "{value: Lévis, to: Patient.address.city, mode: if-absent}",
                        "{from: PID-19, to: Patient.telecom, mode: replace}",
                        "{from: PID-13, to: Patient.telecom, mode: replace}",
                        "{value: {system: \"http://snomed.info/sct\", code: \"225358003\"}, to:"
                                + " Encounter.serviceType}",
                        "{value: 2, to: Patient.multipleBirthInteger}");

        Patient patient = all(Samples.ADMISSION, mapping, Patient.class).getFirst();
        Encounter encounter = all(Samples.ADMISSION, mapping, Encounter.class).getFirst();

        assertThat(patient.getTelecom()).hasSize(2);
        assertThat(patient.getMultipleBirthIntegerType().getValue()).isEqualTo(2);
        assertThat(encounter.getServiceType().getCoding())
                .singleElement()
                .satisfies(it -> assertThat(it.getCode()).isEqualTo("225358003"));
    }

    @Test
    void leavesOtherResourcesThatShareANodeAlone() throws Hl7Problem {
        Mapping mapping = rules("{value: Bilan, to: DiagnosticReport.code.text}");

        var done = translated(Samples.RESULTS, mapping);

        String json = new String(done.json(), StandardCharsets.UTF_8);
        assertThat(json.split("\"text\":\"Bilan\"", -1)).hasSize(2);
    }

    @Test
    void holdsOnlyWhenItsConditionsDo() throws Hl7Problem {
        Mapping mapping =
                rules(
                        "{value: a, to: Patient.language, when: {field: PV1-2, is: E}}",
                        "{value: b, to: Patient.language, when: {field: PV1-2, not: [I]}}",
                        "{value: c, to: Patient.language, when: {field: PV1-45, present: true}}",
                        "{value: fr, to: Patient.language, when: [{field: PV1-2, is: [E, I]},"
                                + " {field: PV1-45, present: false}]}");

        Patient patient = all(Samples.ADMISSION, mapping, Patient.class).getFirst();

        assertThat(patient.getLanguage()).isEqualTo("fr");
    }

    @Test
    void looksAtTheNearestSegmentAboveForAConditionUnlessOneIsNamed() throws Hl7Problem {
        String message =
                Samples.RESULTS.replace(
                        "SPM|1|",
                        "OBR|2|P1001^SIGDU|F2003^SILP|2345-7^Glucose^LN|||||||||||||||||||||F\r"
                                + "OBX|1|NM|2345-7^Glucose^LN||5.1|mmol/L^^UCUM|||||F\rSPM|1|");
        Mapping mapping =
                rules(
                        "{value: true, to: \"Observation.extension(urn:near).valueBoolean\", when:"
                                + " [{field: OBX-3, present: true}, {field: OBR-1, is: 2}]}",
                        "{value: true, to: \"Observation.extension(urn:named).valueBoolean\", when:"
                                + " [{field: OBX-3, present: true}, {field: OBR(1)-1, is: 1}]}");

        List<Observation> observations = all(message, mapping, Observation.class);

        assertThat(observations.stream().filter(it -> it.hasExtension("urn:near")))
                .singleElement()
                .satisfies(it ->
                        assertThat(it.getCode().getCodingFirstRep().getCode()).isEqualTo("2345-7"));
        assertThat(observations).hasSize(10).allMatch(it -> it.hasExtension("urn:named"));
    }

    @Test
    void bringsItsTablesAndNames() throws Hl7Problem {
        Mapping mapping =
                MappingFile.read(
                        HEAD
                                + """
                                authorities: {"2.16.124.10.101.1.60.1": "https://exemple.ca/dossier"}
                                codeSystems: {99GRP: "https://exemple.ca/groupes"}
                                tables: |
                                  table UNITES
                                  date 2026-11-25
                                  system https://exemple.ca/unites
                                  55412345|L-3E|Lévis, 3e Est
                                rules:
                                  - {from: ZVN-2, to: Encounter.serviceType, table: UNITES}
                                """);

        Encounter encounter = all(Samples.ADMISSION, mapping, Encounter.class).getFirst();
        Patient patient = all(Samples.ADMISSION, mapping, Patient.class).getFirst();

        assertThat(encounter.getServiceType().getCodingFirstRep().getDisplay())
                .isEqualTo("Lévis, 3e Est");
        assertThat(patient.getIdentifier().get(1).getSystem())
                .isEqualTo("https://exemple.ca/dossier");
        assertThat(mapping.id()).isEqualTo("essai@3");
    }

    @Test
    void isOnlyForItsTypesOfMessage() throws Hl7Problem {
        Mapping mapping =
                MappingFile.read(
                        HEAD + "messages: [ORU^R01]\nrules: [{value: fr, to: Patient.language}]\n");

        assertThat(all(Samples.ADMISSION, mapping, Patient.class).getFirst().hasLanguage())
                .isFalse();
        assertThat(all(Samples.RESULTS, mapping, Patient.class).getFirst().getLanguage())
                .isEqualTo("fr");
    }

    @Test
    void neverWritesACodeThatFhirDoesNotAllow() throws Hl7Problem {
        Mapping mapping = rules("{from: ZVN-2, to: Patient.gender}");

        Patient patient = all(Samples.ADMISSION, mapping, Patient.class).getFirst();

        assertThat(patient.getGender().toCode()).isEqualTo("female");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{from: PID-10, to: Patient.race} § rules[0].to § an element of Patient instead of",
                "{from: PID-10, to: Patients.x} § rules[0].to § a FHIR R4 path",
                "{from: PID, to: Patient.gender} § rules[0].from § an HL7 v2 field",
                "{from: PID-10, to: Patient.contact} § rules[0].to § has parts",
                "{from: PID-10, to: Patient.generalPractitioner} § rules[0].to § as among XCN",
                "{from: PID-10, to: Patient.birthDate, table: GENDER} § rules[0].table § no code",
                "{from: PID-10, to: Patient.gender, table: RELIGION} § rules[0].table § codes"
                        + " among",
                "{from: PID-10, to: Patient.gender, table: X} § rules[0].table § a table of",
                "{value: garçon, to: Patient.gender} § rules[0].value § one of",
                "{value: oui, to: Patient.active} § rules[0].value § true or false",
                "{value: -1, to: Patient.multipleBirthInteger.x} § rules[0].to § an element of",
                "{value: 2026-13-01, to: Patient.birthDate} § rules[0].value § a date",
                "{value: 2026-11-25T25:00:00Z, to: Patient.deceasedDateTime} § rules[0].value"
                        + " § an instant",
                "{value: x, to: Patient.name} § rules[0].value § has parts",
                "{value: {code: x}, to: Patient.name} § rules[0].value § Coding",
                "{value: x, from: PID-1, to: Patient.language} § rules[0] § either from or value",
                "{value: x, to: Patient.language, when: {field: PV1-2}} § rules[0].when § present",
                "{value: x, to: Patient.language, mode: x} § rules[0].mode § one of add",
                "{value: x, to: \"Patient.extension(x).valueCode\"} § rules[0].to § the URL",
            })
    void isRefusedWithThePlaceAtFault(String rule, String path, String expectation) {
        assertThatThrownBy(() -> rules(rule))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> {
                            assertThat(unusable.path()).isEqualTo(path);
                            assertThat(unusable.line()).isEqualTo(6);
                            assertThat(unusable.expectation().en()).contains(expectation);
                        });
    }

    @Test
    void saysWhichLineOfItsTablesIsWrong() {
        String text = HEAD + "tables: |\n  table T\n  date 2026-11-25\n  |x\n";

        assertThatThrownBy(() -> MappingFile.read(text))
                .isInstanceOfSatisfying(
                        Unusable.class, unusable -> assertThat(unusable.line()).isEqualTo(8));
    }
}
