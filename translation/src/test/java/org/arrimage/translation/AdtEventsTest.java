// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Events beyond admissions: merges, links, swaps, renumberings, deletions. */
class AdtEventsTest {
    private static final String HEADER =
            "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261104090000-0500||ADT^%s|M1|P|2.5.1||||||UNICODE"
                    + " UTF-8";
    private static final String EVN = "EVN||20261104085900-0500";
    private static final String PID =
            "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F||||||||||C-12^^^CHUDL^AN";
    private static final String OTHER = "PID|2||009999^^^CHUDL^MR||Côté^Noëlla||19900101|F";
    private static final String PV1 = "PV1|1|I|3E^312^1|||||||||||||||" + "|V2^^^CHUDL^VN";

    private static String message(String event, String... rest) {
        var lines = new java.util.ArrayList<>(List.of(HEADER.formatted(event), EVN));
        lines.addAll(List.of(rest));
        return Samples.segments(lines.toArray(String[]::new));
    }

    private static <T extends Resource> List<T> all(String text, Class<T> type) throws Hl7Problem {
        var translated = Samples.translated(text);
        assertThat(Validity.errors(translated.json())).isEmpty();
        return Validity.parse(translated.json()).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A18", "A30", "A34", "A36", "A39", "A40"})
    void linksMergedPatientsBothWays(String event) throws Hl7Problem {
        var patients = all(message(event, PID, "MRG|009999^^^CHUDL^MR", PV1), Patient.class);

        assertThat(patients).hasSize(2);
        assertThat(patients.get(0).getLinkFirstRep().getType().toCode()).isEqualTo("replaces");
        assertThat(patients.get(1).getLinkFirstRep().getType().toCode()).isEqualTo("replaced-by");
        assertThat(patients.get(1).getActive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A35", "A36", "A41"})
    void makesAMergedAccountPartOfTheOther(String event) throws Hl7Problem {
        var accounts =
                all(message(event, PID, "MRG|009999^^^CHUDL^MR||C-11^^^CHUDL^AN"), Account.class);

        assertThat(accounts).hasSize(2);
        assertThat(accounts.get(0).getStatus().toCode()).isEqualTo("active");
        assertThat(accounts.get(1).getStatus().toCode()).isEqualTo("inactive");
        assertThat(accounts.get(1).hasPartOf()).isTrue();
    }

    @Test
    void makesAMergedVisitPartOfTheOther() throws Hl7Problem {
        var visits =
                all(
                        message("A42", PID, "MRG|004512^^^CHUDL^MR||||V1^^^CHUDL^VN", PV1),
                        Encounter.class);

        assertThat(visits).hasSize(2);
        assertThat(visits.get(1).getStatus().toCode()).isEqualTo("entered-in-error");
        assertThat(visits.get(1).getIdentifierFirstRep().getValue()).isEqualTo("V1");
        assertThat(visits.get(1).hasPartOf()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A45", "A50"})
    void keepsTheFormerNumberOfARenumberedVisit(String event) throws Hl7Problem {
        String text = message(event, PID, "MRG|009999^^^CHUDL^MR||||V1^^^CHUDL^VN", PV1);
        var visits = all(text, Encounter.class);

        assertThat(visits).hasSize(1);
        assertThat(visits.getFirst().getIdentifier()).hasSize(2);
        assertThat(visits.getFirst().getIdentifier().get(1).getUse().toCode()).isEqualTo("old");
        assertThat(Samples.json(text))
                .contains("Encounter?identifier=urn:arrimage:authority:CHUDL|V1");
    }

    @Test
    void finishesRenumberingBeforeAlternateNumbers() throws Hl7Problem {
        String text = message("A51", PID, "MRG|004512^^^CHUDL^MR|||||ALT1^^^CHUDL", PV1);

        assertThat(all(text, Encounter.class).getFirst().getIdentifier()).hasSize(2);
        assertThat(Samples.json(text))
                .contains("Encounter?identifier=urn:arrimage:authority:CHUDL|V2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A46", "A47", "A48"})
    void findsARenumberedPatientUnderItsFormerNumber(String event) throws Hl7Problem {
        String text = message(event, PID, "MRG|001111^^^CHUDL^MR");
        var patients = all(text, Patient.class);

        assertThat(patients).hasSize(1);
        assertThat(patients.getFirst().getIdentifier().getLast().getUse().toCode())
                .isEqualTo("old");
        assertThat(Samples.json(text))
                .contains("Patient?identifier=urn:arrimage:authority:CHUDL|001111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A44", "A49"})
    void findsARenumberedAccountUnderItsFormerNumber(String event) throws Hl7Problem {
        String text = message(event, PID, "MRG|009999^^^CHUDL^MR||C-11^^^CHUDL^AN");

        assertThat(all(text, Account.class).getFirst().getIdentifier()).hasSize(2);
        assertThat(Samples.json(text))
                .contains("Account?identifier=urn:arrimage:authority:CHUDL|C-11");
    }

    @Test
    void linksTwoPatientsWithoutReplacingEither() throws Hl7Problem {
        var linked = all(message("A24", PID, OTHER), Patient.class);
        var unlinked = all(message("A37", PID, OTHER), Patient.class);

        assertThat(linked)
                .extracting(patient -> patient.getLinkFirstRep().getType().toCode())
                .containsExactly("seealso", "seealso");
        assertThat(unlinked).hasSize(2).noneMatch(Patient::hasLink);
    }

    @Test
    void givesBothPatientsAndVisitsOfASwap() throws Hl7Problem {
        String text = message("A17", PID, PV1, OTHER, PV1.replace("V2", "V3"));

        assertThat(all(text, Patient.class)).hasSize(2);
        assertThat(all(text, Encounter.class)).hasSize(2);
    }

    @Test
    void deletesNothingButSaysThatItIsOutOfUse() throws Hl7Problem {
        assertThat(all(message("A29", PID, PV1), Patient.class).getFirst().getActive()).isFalse();
        assertThat(all(message("A23", PID, PV1), Encounter.class).getFirst().getStatus().toCode())
                .isEqualTo("entered-in-error");
    }

    @ParameterizedTest
    @CsvSource({
        "A09, in-progress", "A15, in-progress", "A21, onleave", "A22, in-progress",
        "A25, in-progress", "A26, in-progress", "A27, cancelled", "A38, cancelled",
        "A53, onleave", "A60, in-progress"
    })
    void takesTheStatusOfEveryEvent(String event, String status) throws Hl7Problem {
        assertThat(all(message(event, PID, PV1), Encounter.class).getFirst().getStatus().toCode())
                .isEqualTo(status);
    }

    @Test
    void billsTheVisitToTheAccount() throws Hl7Problem {
        var visit = all(message("A01", PID, PV1), Encounter.class).getFirst();

        assertThat(visit.getAccountFirstRep().getReference()).startsWith("urn:uuid:");
    }

    @Test
    void remarksADoubtfulCheckDigitOnlyWhenAsked() throws Hl7Problem {
        String text = message("A28", PID.replace("004512^^^CHUDL^MR", "TEST54122817^^^RAMQ^JHN"));
        var asked = TranslationSettings.defaults().withNamDigitChecked(true);

        var quiet = (Translation.Translated) Samples.translate(text);
        var told = (Translation.Translated) Translator.toFhir(Samples.read(text), asked);

        assertThat(quiet.remarks()).isEmpty();
        assertThat(told.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.CHECK_DIGIT_DOUBTFUL);
        assertThat(told.json()).isEqualTo(quiet.json());
        assertThat(Nam.hasLikelyDigit("TEST54122816")).isTrue();
    }

    @Test
    void keepsPeopleInTheirParts() throws Hl7Problem {
        String text =
                message(
                        "A01",
                        PID,
                        "ROL|1^CHUDL|AD|PP^Médecin de famille|55012^Côté^Benoît",
                        PV1,
                        "ROL|2^CHUDL|AD|AT^Traitant|55013^Roy^Zoé|20261101|20261102");

        assertThat(all(text, Patient.class).getFirst().getGeneralPractitioner()).hasSize(1);
        assertThat(all(text, Encounter.class).getFirst().getParticipant()).hasSize(1);
    }
}
