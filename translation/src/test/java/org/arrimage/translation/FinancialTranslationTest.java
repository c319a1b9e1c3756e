// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Account;
import org.hl7.fhir.r4.model.ChargeItem;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinancialTranslationTest {
    static final String CHARGES =
            Samples.segments(
                    "MSH|^~\\&|FACT|CHUDL|ARRIMAGE|RQS|20261108091500-0500||DFT^P03^DFT_P03|FAC0001|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "EVN|P03|20261108091000-0500",
                    "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F||||||||||C-4512^^^CHUDL^AN",
                    "PV1|1|I|3E^312^1^CHUDL||||||||||||||||V778899^^^CHUDL^VN",
                    "FT1|1|T-1||20261107|20261108|CG|71045^Radiographie du"
                        + " thorax^L|||2|100&CAD|50&CAD|RAD^Radiologie^L||||||R07.4^Douleur"
                        + " thoracique^I10|55012^Côté^Benoît|55013^Roy^Inès||F-9^SILP|900321^Poirier^Luc|XCHEST^Thorax^L",
                    "PR1|1||71045^Radiographie du"
                            + " thorax^L||20261107100000-0500||15|||||55012^Côté^Benoît",
                    "DG1|1||R07.4^Douleur thoracique^I10|||F",
                    "FT1|2|T-2||20261107|20261108|PY|PAIEMENT^Paiement^L|||1|20&CAD",
                    "GT1|1|G-1^^^CHUDL|Gagné^Loïc||12 rue de l'Œuvre^^Lévis^QC^G6V"
                            + " 1A1^CAN|^PRN^PH^^^418^5550123|||M||SPO^Conjoint^HL70063",
                    "IN1|1|RAMQ^Assurance maladie|RAMQ^^^MSSS|Régie de l'assurance maladie");

    @Test
    void makesAValidBundleOfCharges() throws Hl7Problem {
        var translated = Samples.translated(CHARGES);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(Samples.translated(CHARGES).json()).isEqualTo(translated.json());
    }

    @Test
    void tellsWhatIsChargedForWhomAndHowMuch() throws Hl7Problem {
        ChargeItem charge = Resources.only(CHARGES, ChargeItem.class);

        assertThat(charge.getIdentifierFirstRep().getValue()).isEqualTo("T-1");
        assertThat(charge.getStatus().toCode()).isEqualTo("billable");
        assertThat(charge.getCode().getCoding())
                .extracting(coding -> coding.getCode())
                .containsExactly("71045", "XCHEST");
        assertThat(charge.getOccurrenceDateTimeType().getValueAsString()).isEqualTo("2026-11-07");
        assertThat(charge.getQuantity().getValue()).hasToString("2");
        assertThat(charge.getPriceOverride().getValue()).hasToString("100");
        assertThat(charge.getPriceOverride().getCurrency()).isEqualTo("CAD");
        assertThat(charge.getReasonFirstRep().getCodingFirstRep().getCode()).isEqualTo("R07.4");
        assertThat(charge.getPerformer()).hasSize(2);
        assertThat(charge.getEnterer().hasReference()).isTrue();
    }

    @Test
    void tiesProcedureAndDiagnosisToTheirCharge() throws Hl7Problem {
        ChargeItem charge = Resources.only(CHARGES, ChargeItem.class);

        Procedure procedure =
                Resources.at(CHARGES, charge.getServiceFirstRep().getReference(), Procedure.class);

        assertThat(procedure.getStatus().toCode()).isEqualTo("completed");
        assertThat(procedure.getPerformedPeriod().getEndElement().getValueAsString())
                .isEqualTo("2026-11-07T10:15:00-05:00");
        assertThat(
                        Resources.at(
                                        CHARGES,
                                        charge.getSupportingInformation().getLast().getReference(),
                                        Condition.class)
                                .getCode()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo("R07.4");
    }

    @Test
    void namesTheAccountWhoAnswersForItAndWhatCoversIt() throws Hl7Problem {
        Account account = Resources.only(CHARGES, Account.class);

        RelatedPerson guarantor =
                Resources.at(
                        CHARGES,
                        account.getGuarantorFirstRep().getParty().getReference(),
                        RelatedPerson.class);

        assertThat(account.getIdentifierFirstRep().getValue()).isEqualTo("C-4512");
        assertThat(account.getStatus().toCode()).isEqualTo("active");
        assertThat(account.getCoverage()).hasSize(1);
        assertThat(guarantor.getNameFirstRep().getFamily()).isEqualTo("Gagné");
    }

    @Test
    void makesNoChargeOfAPayment() throws Hl7Problem {
        var translated = Samples.translated(CHARGES);

        assertThat(translated.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.MAPPING_ABSENT);
        assertThat(translated.loss().lost()).contains("FT1(2)-7.1");
    }

    @Test
    void makesNobodyUpWhenThePatientAnswersForItself() throws Hl7Problem {
        String text = CHARGES.replace("SPO^Conjoint^HL70063", "SEL");

        Account account = Resources.only(text, Account.class);

        assertThat(Resources.all(text, RelatedPerson.class)).isEmpty();
        assertThat(account.getGuarantorFirstRep().getParty().getReference())
                .isEqualTo(account.getSubjectFirstRep().getReference());
    }

    @ParameterizedTest
    @CsvSource({"P01, active", "P05, active", "P06, inactive", "P02, inactive"})
    void closesAnAccountThatEnds(String event, String status) throws Hl7Problem {
        String text = CHARGES.replace("DFT^P03^DFT_P03", "BAR^" + event).replaceAll("FT1.*?\r", "");

        Account account = Resources.only(text, Account.class);

        assertThat(account.getStatus().toCode()).isEqualTo(status);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }
}
