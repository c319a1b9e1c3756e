// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Provenance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaccinationTranslationTest {
    static final String DOSE =
            Samples.segments(
                    "MSH|^~\\&|SIPMI|CLSCNORD|ARRIMAGE|RQS|20261106111500-0500||VXU^V04^VXU_V04|VAC0001|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F",
                    "ORC|RE|4422^SIPMI|13696^SIPMI|||||||900123^Thériault^Noëlla||55012^Côté^Benoît",
                    "RXA|0|1|20261106103000-0500|20261106103000-0500|207^COVID-19"
                        + " ARNm^CVX|0.5|mL^^UCUM||00^Nouvelle"
                        + " dose^NIP001|900555^Lemaître^Zoé|^^^CLSC du Nord^^^^^12 rue"
                        + " Verte^^Lévis^QC^G6V"
                        + " 1A1^CAN||||LOT9|20270331|MOD^Moderna^MVX|||CP|A|20261106104000-0500",
                    "RXR|IM^^HL70162|LD^Deltoïde gauche^HL70163",
                    "NTE|1||Aucune réaction immédiate.",
                    "OBX|1|CE|64994-7^Admissibilité^LN|1|V01^Hors"
                            + " programme^HL70064||||||F|||20261106",
                    "OBX|2|CE|69764-9^Feuillet^LN|2|VIS-12^Feuillet COVID^L||||||F",
                    "OBX|3|DT|29769-7^Remis le^LN|2|20261106||||||F",
                    "OBX|4|NM|30973-2^Numéro de dose^LN|3|2||||||F");

    private static Immunization dose(String text) throws Hl7Problem {
        return Resources.only(text, Immunization.class);
    }

    @Test
    void makesAValidBundleOfADose() throws Hl7Problem {
        var translated = Samples.translated(DOSE);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks()).isEmpty();
        assertThat(Samples.translated(DOSE).json()).isEqualTo(translated.json());
    }

    @Test
    void saysWhatWasGivenHowAndByWhom() throws Hl7Problem {
        Immunization dose = dose(DOSE);

        assertThat(dose.getStatus().toCode()).isEqualTo("completed");
        assertThat(dose.getVaccineCode().getCodingFirstRep().getSystem())
                .isEqualTo("http://hl7.org/fhir/sid/cvx");
        assertThat(dose.getOccurrenceDateTimeType().getValueAsString())
                .isEqualTo("2026-11-06T10:30:00-05:00");
        assertThat(dose.getRecordedElement().getValueAsString())
                .isEqualTo("2026-11-06T10:40:00-05:00");
        assertThat(dose.getPrimarySource()).isTrue();
        assertThat(dose.getLotNumber()).isEqualTo("LOT9");
        assertThat(dose.getExpirationDateElement().getValueAsString()).isEqualTo("2027-03-31");
        assertThat(dose.getDoseQuantity().getValue()).hasToString("0.5");
        assertThat(dose.getDoseQuantity().getCode()).isEqualTo("mL");
        assertThat(dose.getRoute().hasCoding()).isTrue();
        assertThat(dose.getSite().getCodingFirstRep().getCode()).isEqualTo("LD");
        assertThat(dose.getPerformer())
                .extracting(performer -> performer.getFunction().getCodingFirstRep().getCode())
                .containsExactly("AP", "OP");
        assertThat(dose.getNoteFirstRep().getText()).isEqualTo("Aucune réaction immédiate.");
    }

    @Test
    void namesTheMakerAndThePlaceWithItsAddress() throws Hl7Problem {
        Immunization dose = dose(DOSE);

        Location place = Resources.at(DOSE, dose.getLocation().getReference(), Location.class);

        assertThat(place.getName()).isEqualTo("CLSC du Nord");
        assertThat(place.getAddress().getCity()).isEqualTo("Lévis");
        assertThat(
                        Resources.at(
                                        DOSE,
                                        dose.getManufacturer().getReference(),
                                        Organization.class)
                                .getName())
                .isEqualTo("Moderna");
    }

    @Test
    void keepsWhoEnteredTheRecord() throws Hl7Problem {
        Provenance provenance = Resources.only(DOSE, Provenance.class);

        assertThat(provenance.getAgent())
                .extracting(agent -> agent.getType().getCodingFirstRep().getCode())
                .contains("enterer");
    }

    @Test
    void readsWhatObservationsSayOfTheDoseAndKeepsThem() throws Hl7Problem {
        Immunization dose = dose(DOSE);

        assertThat(dose.getProgramEligibilityFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("V01");
        assertThat(dose.getEducation()).hasSize(1);
        assertThat(dose.getEducationFirstRep().getDocumentType()).isEqualTo("VIS-12");
        assertThat(dose.getEducationFirstRep().getPresentationDateElement().getValueAsString())
                .isEqualTo("2026-11-06");
        assertThat(dose.getProtocolAppliedFirstRep().getDoseNumberPositiveIntType().getValue())
                .isEqualTo(2);
        assertThat(Resources.all(DOSE, Observation.class))
                .hasSize(4)
                .allMatch(observation -> observation.getPartOf().size() == 1);
    }

    @ParameterizedTest
    @CsvSource({"RE, not-done, RE", "NA, not-done, NA", "CP, completed, ''", "'', completed, ''"})
    void takesTheStatusFromTheCompletion(String code, String status, String reason)
            throws Hl7Problem {
        String text = DOSE.replace("|||CP|A|", "|||" + code + "|A|");

        Immunization dose = dose(text);

        assertThat(dose.getStatus().toCode()).isEqualTo(status);
        assertThat(dose.getStatusReason().getCodingFirstRep().getCode())
                .isEqualTo(reason.isEmpty() ? null : reason);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void tellsWhyADoseWasRefused() throws Hl7Problem {
        String text =
                DOSE.replace("|MOD^Moderna^MVX|||CP|", "|MOD^Moderna^MVX|00^Refus^NIP002||RE|");

        Immunization dose = dose(text);

        assertThat(dose.getStatusReason().getCodingFirstRep().getDisplay()).isEqualTo("Refus");
    }

    @Test
    void tellsAPartialDose() throws Hl7Problem {
        Immunization dose = dose(DOSE.replace("|||CP|A|", "|||PA|A|"));

        assertThat(dose.getStatus().toCode()).isEqualTo("completed");
        assertThat(dose.getIsSubpotent()).isTrue();
    }

    @Test
    void marksADeletedRecordAsAnError() throws Hl7Problem {
        Immunization dose = dose(DOSE.replace("|||CP|A|", "|||CP|D|"));

        assertThat(dose.getStatus().toCode()).isEqualTo("entered-in-error");
    }

    @Test
    void keepsAHistoricalRecordApartFromADoseGivenHere() throws Hl7Problem {
        String text =
                DOSE.replace("00^Nouvelle dose^NIP001", "01^Historique^NIP001")
                        .replace("|0.5|mL^^UCUM|", "|999||");

        Immunization dose = dose(text);

        assertThat(dose.getPrimarySource()).isFalse();
        assertThat(dose.getReportOrigin().getCodingFirstRep().getDisplay()).isEqualTo("Historique");
        assertThat(dose.hasDoseQuantity()).isFalse();
    }

    @Test
    void saysThatTheVaccineIsUnknownRatherThanMakingOneUp() throws Hl7Problem {
        String text = DOSE.replace("|207^COVID-19 ARNm^CVX|", "||");

        var translated = Samples.translated(text);

        assertThat(dose(text).getVaccineCode().getExtensionFirstRep().getUrl())
                .endsWith("data-absent-reason");
        assertThat(translated.remarks())
                .anyMatch(remark -> remark.code() == ProblemCode.REQUIRED_FIELD_MISSING);
        assertThat(Validity.errors(translated.json())).isEmpty();
    }

    @Test
    void makesNothingOfADoseWhoseCompletionIsInNoTable() throws Hl7Problem {
        String text = DOSE.replace("|CP|A", "|ZZ|A");

        var translated = Samples.translated(text);

        assertThat(text).isNotEqualTo(DOSE);
        assertThat(Resources.all(text, Immunization.class)).isEmpty();
        assertThat(translated.remarks())
                .anyMatch(remark -> remark.code() == ProblemCode.CODE_UNKNOWN);
        assertThat(Validity.errors(translated.json())).isEmpty();
    }

    @Test
    void tellsEveryDoseOfAHistory() throws Hl7Problem {
        String second =
                "ORC|RE||38760^SIPMI\rRXA|0|1|20251012||88^Grippe^CVX|999|||01^Historique^NIP001\r";

        var doses = Resources.all(DOSE + second, Immunization.class);

        assertThat(doses)
                .extracting(dose -> dose.getVaccineCode().getCodingFirstRep().getCode())
                .containsExactly("207", "88");
    }
}
