// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class PharmacyTranslationTest {
    private static final String PATIENT =
            "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F\r";

    private static final String RXO =
            "RXO|00047^Ampicilline 250 mg^DIN|1|2|caps^capsule^L|CAP^Capsule^L|^Vérifier"
                + " l'allergie|^Une capsule avec de"
                + " l'eau||G||20|caps^capsule^L|3|55012^Côté^Benoît||||250|mg^^UCUM|J02.9^Pharyngite^I10||||||||||||PHN^Pharmacie"
                + " du Nord^L\r";

    private static final String RXE =
            "RXE||00047^Ampicilline 250 mg^DIN|1||caps^capsule^L|CAP^Capsule^L|^Une capsule avec de"
                    + " l'eau||G|20|caps^capsule^L|3|||RX-9001||||4^caps||||125|mL/h^^UCUM\r";

    private static final String ROUTE = "RXR|PO^Orale^HL70162\r";

    private static String message(String type, String... segments) {
        return "MSH|^~\\&|PHARM|CHUDL|ARRIMAGE|RQS|20261107091500-0500||"
                + type
                + "|MED0001|P|2.5.1||||||UNICODE UTF-8\r"
                + PATIENT
                + String.join("", segments);
    }

    private static String orc(String control) {
        return "ORC|"
                + control
                + "|O-88^SIGDU|F-99^PHARM|G-1^SIGDU|||||20261107090000-0500|||55012^Côté^Benoît\r";
    }

    static final String ENCODED =
            message(
                    "RDE^O11^RDE_O11",
                    orc("NW"),
                    "TQ1|1||TID|||7^D|20261107090000-0500||R\r",
                    RXO,
                    ROUTE,
                    RXE,
                    ROUTE,
                    "NTE|1||Livrer à l'étage.\r");

    private static MedicationRequest request(String text, String intent) throws Hl7Problem {
        return Resources.all(text, MedicationRequest.class).stream()
                .filter(request -> request.getIntent().toCode().equals(intent))
                .findFirst()
                .orElseThrow();
    }

    private static Medication drug(String text, String reference) throws Hl7Problem {
        return Resources.at(text, reference, Medication.class);
    }

    @Test
    void makesAValidBundleOfAnEncodedOrder() throws Hl7Problem {
        var translated = Samples.translated(ENCODED);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks()).isEmpty();
        assertThat(Samples.translated(ENCODED).json()).isEqualTo(translated.json());
    }

    @Test
    void readsTheOriginalOrder() throws Hl7Problem {
        MedicationRequest order = request(ENCODED, "original-order");
        Medication drug = drug(ENCODED, order.getMedicationReference().getReference());

        assertThat(order.getStatus().toCode()).isEqualTo("active");
        assertThat(order.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .containsExactly("O-88", "F-99");
        assertThat(order.getGroupIdentifier().getValue()).isEqualTo("G-1");
        assertThat(order.getPriority().toCode()).isEqualTo("routine");
        assertThat(order.getReasonCodeFirstRep().getCodingFirstRep().getCode()).isEqualTo("J02.9");
        assertThat(order.getSubstitution().hasAllowedCodeableConcept()).isTrue();
        assertThat(order.getDispenseRequest().getNumberOfRepeatsAllowed()).isEqualTo(3);
        assertThat(order.getDispenseRequest().getQuantity().getValue()).hasToString("20");
        assertThat(
                        Resources.at(
                                        ENCODED,
                                        order.getDispenseRequest().getPerformer().getReference(),
                                        Organization.class)
                                .getName())
                .isEqualTo("Pharmacie du Nord");
        assertThat(drug.getForm().getCodingFirstRep().getDisplay()).isEqualTo("Capsule");
        assertThat(drug.getIngredientFirstRep().getStrength().getNumerator().getUnit())
                .isEqualTo("mg");
    }

    @Test
    void readsHowTheDrugIsTaken() throws Hl7Problem {
        var dosage = request(ENCODED, "original-order").getDosageInstructionFirstRep();

        assertThat(dosage.getText()).isEqualTo("Une capsule avec de l'eau");
        assertThat(dosage.getRoute().hasCoding()).isTrue();
        assertThat(dosage.getTiming().getCode().getCodingFirstRep().getCode()).isEqualTo("TID");
        assertThat(dosage.getDoseAndRateFirstRep().getDoseRange().getLow().getValue())
                .hasToString("1");
        assertThat(dosage.getDoseAndRateFirstRep().getDoseRange().getHigh().getValue())
                .hasToString("2");
    }

    @Test
    void tellsThePharmacysViewFromTheOrderItIsBasedOn() throws Hl7Problem {
        MedicationRequest encoded = request(ENCODED, "filler-order");
        var dosage = encoded.getDosageInstructionFirstRep();

        assertThat(
                        Resources.at(
                                        ENCODED,
                                        encoded.getBasedOnFirstRep().getReference(),
                                        MedicationRequest.class)
                                .getIntent()
                                .toCode())
                .isEqualTo("original-order");
        assertThat(encoded.getIdentifier())
                .extracting(identifier -> identifier.getValue())
                .contains("RX-9001");
        assertThat(dosage.getDoseAndRateFirstRep().getDoseQuantity().getValue()).hasToString("1");
        assertThat(dosage.getDoseAndRateFirstRep().getRateQuantity().getCode()).isEqualTo("mL/h");
        assertThat(dosage.getMaxDosePerPeriod().getNumerator().getValue()).hasToString("4");
        assertThat(encoded.getNoteFirstRep().getText()).isEqualTo("Livrer à l'étage.");
        assertThat(Samples.json(ENCODED))
                .contains("&intent=original-order")
                .contains("&intent=filler-order");
    }

    @ParameterizedTest
    @CsvSource({
        "NW, active",
        "XO, active",
        "OC, cancelled",
        "CA, cancelled",
        "HD, on-hold",
        "DC, stopped",
        "OH, on-hold",
        "ZZ, unknown"
    })
    void takesTheStatusFromTheControlCode(String control, String status) throws Hl7Problem {
        String text = message("OMP^O09^OMP_O09", orc(control), RXO);

        MedicationRequest order = Resources.only(text, MedicationRequest.class);

        assertThat(order.getStatus().toCode()).isEqualTo(status);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsADrugOrderOfAGeneralOrderMessage() throws Hl7Problem {
        String text = message("ORM^O01^ORM_O01", orc("NW"), RXO, ROUTE);

        MedicationRequest order = Resources.only(text, MedicationRequest.class);

        assertThat(order.getIntent().toCode()).isEqualTo("original-order");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsAnOrderThatIsOnlyWords() throws Hl7Problem {
        String text =
                message("OMP^O09^OMP_O09", orc("NW"), "RXO||||||^Solution maison à parts égales\r");

        MedicationRequest order = Resources.only(text, MedicationRequest.class);

        assertThat(order.getMedicationCodeableConcept().getText())
                .isEqualTo("Solution maison à parts égales");
    }

    @Test
    void readsWhatWasDispensed() throws Hl7Problem {
        String text =
                message(
                        "RDS^O13^RDS_O13",
                        orc("RE"),
                        RXE,
                        "RXD|1|00047^Ampicilline 250"
                            + " mg^DIN|20261107100000-0500|20|caps^capsule^L|CAP^Capsule^L|RX-9001|2|Remis"
                            + " en mains propres|900888^Pham^Linh|G||^^^CHUDL^^^^^12 rue"
                            + " Verte^^Lévis|||||L77|20270101|SDZ^Sandoz^L\r",
                        ROUTE);

        MedicationDispense dispense = Resources.only(text, MedicationDispense.class);

        assertThat(dispense.getStatus().toCode()).isEqualTo("completed");
        assertThat(dispense.getQuantity().getValue()).hasToString("20");
        assertThat(dispense.getWhenHandedOverElement().getValueAsString())
                .isEqualTo("2026-11-07T10:00:00-05:00");
        assertThat(dispense.getSubstitution().getWasSubstituted()).isTrue();
        assertThat(dispense.getDestination().hasReference()).isTrue();
        assertThat(
                        drug(text, dispense.getMedicationReference().getReference())
                                .getBatch()
                                .getLotNumber())
                .isEqualTo("L77");
        assertThat(dispense.getAuthorizingPrescriptionFirstRep().getReference())
                .startsWith("urn:uuid:");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsEveryAdministrationOfAnOrder() throws Hl7Problem {
        String text =
                message(
                        "RAS^O17^RAS_O17",
                        orc("RE"),
                        "RXA|1|1|20261107120000-0500|20261107123000-0500|00047^Ampicilline^DIN|250|mg^^UCUM||Bien"
                            + " tolérée|900555^Lemaître^Zoé||||||||||CP|A\r",
                        "RXA|1|2|20261107180000-0500||00047^Ampicilline^DIN|250|mg^^UCUM|||||||||||REF^Refus"
                            + " du patient^L||RE|A\r",
                        "RXR|IV^^HL70162|LA^Bras gauche^HL70163\r");

        List<MedicationAdministration> given = Resources.all(text, MedicationAdministration.class);

        assertThat(given)
                .extracting(administration -> administration.getStatus().toCode())
                .containsExactly("completed", "not-done");
        assertThat(given.getFirst().getEffectivePeriod().hasEnd()).isTrue();
        assertThat(given.getFirst().getNoteFirstRep().getText()).isEqualTo("Bien tolérée");
        assertThat(given.getFirst().getRequest().getIdentifier().getValue()).isEqualTo("O-88");
        assertThat(given.getLast().getStatusReasonFirstRep().getCodingFirstRep().getDisplay())
                .isEqualTo("Refus du patient");
        assertThat(given.getLast().getDosage().getRoute().hasCoding()).isTrue();
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsADoseToGive() throws Hl7Problem {
        String text =
                message(
                        "RGV^O15^RGV_O15",
                        orc("NW"),
                        "RXG|1||^^^20261107120000-0500|00047^Ampicilline^DIN|250||mg^^UCUM|||||||||\r",
                        ROUTE);

        MedicationRequest give = Resources.only(text, MedicationRequest.class);
        Quantity dose =
                give.getDosageInstructionFirstRep().getDoseAndRateFirstRep().getDoseQuantity();

        assertThat(give.getIntent().toCode()).isEqualTo("instance-order");
        assertThat(dose.getValue()).hasToString("250");
        assertThat(give.getDosageInstructionFirstRep().getTiming().getRepeat().hasBoundsPeriod())
                .isTrue();
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsTheComponentsOfAMixture() throws Hl7Problem {
        String text =
                message(
                        "RDE^O11^RDE_O11",
                        orc("NW"),
                        "RXE||MIX^Perfusion^L|1||sac^^L\r",
                        "RXC|B|NS^NaCl 0,9 %^L|1|L^^UCUM\r",
                        "RXC|A|KCL^Chlorure de potassium^L|20|mmol^^UCUM|2|mmol/mL^^UCUM\r");

        MedicationRequest order = Resources.only(text, MedicationRequest.class);
        var parts = drug(text, order.getMedicationReference().getReference()).getIngredient();

        assertThat(parts).extracting(part -> part.getIsActive()).containsExactly(false, true);
        assertThat(parts.getLast().getStrength().getNumerator().getCode()).isEqualTo("mmol/mL");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void neverTellsOneTimingTwice() throws Hl7Problem {
        String text =
                message(
                        "RDE^O11^RDE_O11",
                        orc("NW"),
                        "TQ1|1||TID\r",
                        RXE,
                        "TQ1|1||BID\r",
                        ROUTE,
                        "RXR|IV^^HL70162\r");

        MedicationRequest order = Resources.only(text, MedicationRequest.class);

        assertThat(order.getDosageInstruction()).hasSize(1);
        assertThat(
                        order.getDosageInstructionFirstRep()
                                .getTiming()
                                .getCode()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo("BID");
        assertThat(Samples.translated(text).loss().lost()).contains("TQ1-3", "RXR(2)-1.1");
    }

    @Test
    void ordersTimingsOneAfterAnother() throws Hl7Problem {
        String text =
                message(
                        "OMP^O09^OMP_O09",
                        orc("NW"),
                        "TQ1|1||TID\r",
                        "TQ1|2||BID|||||||||A\r",
                        "TQ1|3||QID\r",
                        RXO);

        MedicationRequest order = Resources.only(text, MedicationRequest.class);

        assertThat(order.getDosageInstruction())
                .extracting(dosage -> dosage.getSequence())
                .containsExactly(1, 2, 2);
    }

    @Test
    void readsAnAnswerWithoutPatient() throws Hl7Problem {
        String text =
                message("RRE^O12^RRE_O12", "MSA|AA|MED0001\r", orc("OK"), RXE).replace(PATIENT, "");

        var translated = Samples.translated(text);

        assertThat(Resources.only(text, MedicationRequest.class).getSubject().hasExtension())
                .isTrue();
        assertThat(Validity.errors(translated.json())).isEmpty();
    }
}
