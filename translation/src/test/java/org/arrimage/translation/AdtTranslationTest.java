// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class AdtTranslationTest {

    private static Bundle bundle(String text) throws Hl7Problem {
        return Validity.parse(Samples.translated(text).json());
    }

    private static <T extends Resource> T only(String text, Class<T> type) throws Hl7Problem {
        return bundle(text).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesAValidBundleOfAnAdmission() throws Hl7Problem {
        var translated = Samples.translated(Samples.ADMISSION);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks()).isEmpty();
        assertThat(bundle(Samples.ADMISSION).getEntry())
                .extracting(entry -> entry.getResource().fhirType())
                .contains(
                        "MessageHeader",
                        "Patient",
                        "Encounter",
                        "RelatedPerson",
                        "AllergyIntolerance",
                        "Condition",
                        "Coverage",
                        "Observation",
                        "Provenance",
                        "Location");
    }

    @Test
    void keepsAccents() throws Hl7Problem {
        Patient patient = only(Samples.ADMISSION, Patient.class);

        assertThat(patient.getName().getFirst().getFamily()).isEqualTo("Gagné");
        assertThat(patient.getName().get(1).getFamily()).isEqualTo("Lœuvre");
        assertThat(patient.getAddressFirstRep().getLine().getFirst().getValue())
                .isEqualTo("12 rue de l'Œuvre");
    }

    @Test
    void namesTheHealthInsuranceNumberByItsNationalSystem() throws Hl7Problem {
        Patient patient = only(Samples.ADMISSION, Patient.class);

        assertThat(patient.getIdentifierFirstRep().getSystem()).isEqualTo(Systems.NAM);
        assertThat(patient.getIdentifierFirstRep().getValue()).isEqualTo("GAGX85561204");
        assertThat(patient.getIdentifier().get(1).getSystem())
                .isEqualTo("urn:oid:2.16.124.10.101.1.60.1");
    }

    @Test
    void remarksAHealthInsuranceNumberWithAnImpossibleDate() throws Hl7Problem {
        String wrong = Samples.ADMISSION.replace("GAGX85561204", "GAGX85563204");

        var translated = Samples.translated(wrong);

        assertThat(translated.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.IDENTIFIER_INVALID);
        assertThat(only(wrong, Patient.class).getIdentifierFirstRep().getSystem())
                .isEqualTo("urn:arrimage:authority:RAMQ");
    }

    @ParameterizedTest
    @CsvSource({
        "GAGX85561204, true",
        "TEST54122816, true",
        "GAGX85131204, false",
        "GAGX85023012, false",
        "GAGX00022912, true",
        "gagx85561204, false",
        "GAG085561204, false",
        "GAGX8556120, false"
    })
    void checksTheFormAndDateOfAHealthInsuranceNumber(String number, boolean right) {
        assertThat(Nam.isValid(number)).isEqualTo(right);
    }

    @Test
    void neverCarriesTheUniqueUserNumber() throws Hl7Problem {
        String withNiu =
                Samples.ADMISSION
                        .replace("|||Gagné^Loïc", "|||Gagné^Loïc")
                        .replace("~004512^^^CHUDL", "~8877665544^^^NIU^NI~004512^^^CHUDL");

        var translated = Samples.translated(withNiu);

        assertThat(new String(translated.json(), StandardCharsets.UTF_8))
                .doesNotContain("8877665544");
        assertThat(translated.loss().lost()).contains("PID-3(2).1");
        assertThat(translated.loss().toString()).doesNotContain("8877665544");
    }

    @Test
    void readsGenderFromItsFieldOnly() throws Hl7Problem {
        assertThat(only(Samples.ADMISSION.replace("|F|||12", "|X|||12"), Patient.class).getGender())
                .hasToString("OTHER");
        assertThat(only(Samples.ADMISSION.replace("|F|||12", "||||12"), Patient.class).hasGender())
                .isFalse();
    }

    @Test
    void asksTheReceiverToFindWhatItAlreadyHas() throws Hl7Problem {
        assertThat(bundle(Samples.ADMISSION).getEntry())
                .filteredOn(entry -> entry.getResource() instanceof Patient)
                .extracting(entry -> entry.getRequest().getUrl())
                .containsExactly("Patient?identifier=" + Systems.NAM + "|GAGX85561204");
    }

    @Test
    void givesTheSameBytesForTheSameMessage() throws Hl7Problem {
        assertThat(Samples.json(Samples.ADMISSION)).isEqualTo(Samples.json(Samples.ADMISSION));
        assertThat(Samples.json(Samples.RESULTS)).isEqualTo(Samples.json(Samples.RESULTS));
    }

    @Test
    void resolvesEveryReferenceInsideTheBundle() throws Hl7Problem {
        for (String text : new String[] {Samples.ADMISSION, Samples.RESULTS, Samples.MERGE}) {
            String json = Samples.json(text);
            var urns = java.util.regex.Pattern.compile("\"reference\":\"([^\"]*)\"").matcher(json);
            while (urns.find()) {
                assertThat(json).contains("\"fullUrl\":\"" + urns.group(1) + '"');
            }
        }
    }

    @Test
    void saysWhatItLost() throws Hl7Problem {
        assertThat(Samples.translated(Samples.ADMISSION).loss().lost())
                .containsExactly("AL1(2)-4", "ZVN-1", "ZVN-2");
        assertThat(Samples.translated(Samples.ADMISSION).loss())
                .hasToString("{\"populated\":144,\"lost\":[\"AL1(2)-4\",\"ZVN-1\",\"ZVN-2\"]}");
    }

    @Test
    void readsLocalTimesInTheSettingsZone() throws Hl7Problem {
        Encounter encounter = only(Samples.ADMISSION, Encounter.class);

        assertThat(encounter.getPeriod().getStartElement().getValueAsString())
                .isEqualTo("2026-11-02T08:20:00-05:00");
        assertThat(encounter.getClass_().getCode()).isEqualTo("IMP");
        assertThat(encounter.getStatus().toCode()).isEqualTo("in-progress");
    }

    @ParameterizedTest
    @CsvSource({
        "A01, in-progress",
        "A03, finished",
        "A11, cancelled",
        "A12, in-progress",
        "A13, in-progress",
        "A08, in-progress",
        "A05, planned"
    })
    void takesTheVisitsStatusFromTheEvent(String event, String status) throws Hl7Problem {
        String text = Samples.ADMISSION.replace("ADT^A01^", "ADT^" + event + '^');

        assertThat(only(text, Encounter.class).getStatus().toCode()).isEqualTo(status);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20240230", "0000", "20261301", "99999999", "demain"})
    void leavesAnImpossibleDateOutWithARemark(String date) throws Hl7Problem {
        String text = Samples.ADMISSION.replace("198506120415", date);

        var translated = Samples.translated(text);

        assertThat(only(text, Patient.class).hasBirthDate()).isFalse();
        assertThat(translated.remarks())
                .extracting(Remark::code)
                .containsOnly(ProblemCode.DATE_INVALID);
        assertThat(translated.remarks().getFirst().where()).hasToString("PID-7");
        assertThat(translated.loss().lost()).contains("PID-7");
    }

    @Test
    void mapsAllergiesAndDiagnoses() throws Hl7Problem {
        var allergy = only(Samples.ADMISSION, AllergyIntolerance.class);
        var condition = only(Samples.ADMISSION, Condition.class);

        assertThat(allergy.getCode().getCodingFirstRep().getDisplay()).isEqualTo("Pénicilline");
        assertThat(allergy.getCriticality().toCode()).isEqualTo("high");
        assertThat(allergy.getReactionFirstRep().getManifestation()).hasSize(2);
        assertThat(allergy.getOnsetDateTimeType().getValueAsString()).isEqualTo("2010-01");
        assertThat(condition.getCode().getCodingFirstRep().getCode()).isEqualTo("J18.9");
        assertThat(condition.getVerificationStatus().getCodingFirstRep().getCode())
                .isEqualTo("provisional");
    }

    @Test
    void linksThePatientsOfAMergeBothWays() throws Hl7Problem {
        var translated = Samples.translated(Samples.MERGE);
        var patients =
                bundle(Samples.MERGE).getEntry().stream()
                        .map(Bundle.BundleEntryComponent::getResource)
                        .filter(Patient.class::isInstance)
                        .map(Patient.class::cast)
                        .toList();

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(patients).hasSize(2);
        assertThat(patients.get(0).getActive()).isTrue();
        assertThat(patients.get(0).getLinkFirstRep().getType().toCode()).isEqualTo("replaces");
        assertThat(patients.get(1).getActive()).isFalse();
        assertThat(patients.get(1).getLinkFirstRep().getType().toCode()).isEqualTo("replaced-by");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PID\\|1.*?\\r; ; SEGMENT_MISSING; PID",
                "GAGX85561204.*?MR\\|\\|; \\|\\|; REQUIRED_FIELD_MISSING; PID-3",
                "ADT\\^A01\\^ADT_A01; ADT^A40; SEGMENT_MISSING; MRG"
            })
    void refusesWithAPlaceWhatItCannotTranslate(
            String pattern, String replacement, ProblemCode code, String where) throws Hl7Problem {
        String text =
                Samples.ADMISSION.replaceFirst(
                        "(?s)" + pattern, replacement == null ? "" : replacement);

        var refused = (Translation.Refused) Samples.translate(text);

        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().where()).hasToString(where);
    }

    @Test
    void refusesAPatientMergedWithItself() throws Hl7Problem {
        var refused =
                (Translation.Refused) Samples.translate(Samples.MERGE.replace("009999", "004512"));

        assertThat(refused.problem().where()).hasToString("MRG-1");
    }
}
