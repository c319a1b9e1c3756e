// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

import java.util.List;

class QueryTranslationTest {
    private static String message(String type, String... segments) {
        return "MSH|^~\\&|CLINIQUE|CLSCNORD|INDEX|RQS|20261109081500-0500||"
                + type
                + "|Q-0001|P|2.5\r"
                + String.join("\r", segments)
                + "\r";
    }

    private static final String DEMOGRAPHICS =
            message(
                    "QBP^Q22^QBP_Q21",
                    "QPD|IHE PDQ"
                        + " Query|TAG-1|@PID.5.1^GAGNE~@PID.5.2^ELEO*~@PID.7^19850612~@PID.8^F~@PID.18.1^C-1|||||^^^CHUDL&2.16.124.10.101.1.60.1&ISO",
                    "RCP|I|10^RD");

    private static final String CROSS_REFERENCE =
            message(
                    "QBP^Q23^QBP_Q21",
                    "QPD|IHE PIX"
                        + " Query|TAG-2|004512^^^CHUDL&2.16.124.10.101.1.60.1&ISO^PI|^^^CLSCNORD&2.16.124.10.101.1.60.2&ISO",
                    "RCP|I");

    static final String FOUND =
            message(
                    "RSP^K22^RSP_K21",
                    "MSA|AA|Q-0001",
                    "QAK|TAG-1|OK||2",
                    "QPD|IHE PDQ Query|TAG-1|@PID.5.1^GAGNE",
                    "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F",
                    "PID|2||004777^^^CHUDL^MR||Gagné^Élodie||19850613|F");

    private static List<ParametersParameterComponent> parameters(String text) throws Hl7Problem {
        return Resources.only(text, Parameters.class).getParameter();
    }

    private static String value(String text, String name) throws Hl7Problem {
        return parameters(text).stream()
                .filter(parameter -> parameter.getName().equals(name))
                .map(parameter -> parameter.getValue().primitiveValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesAMessageAndNoTransactionOfAQuery() throws Hl7Problem {
        Bundle bundle = Validity.parse(Samples.translated(DEMOGRAPHICS).json());

        assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.MESSAGE);
        assertThat(bundle.getEntry()).noneMatch(entry -> entry.hasRequest());
        assertThat(bundle.getEntryFirstRep().getResource()).isInstanceOf(MessageHeader.class);
        assertThat(Validity.errors(Samples.translated(DEMOGRAPHICS).json())).isEmpty();
    }

    @Test
    void asksForPatientsInTheWordsOfASearch() throws Hl7Problem {
        assertThat(value(DEMOGRAPHICS, "family")).isEqualTo("GAGNE");
        assertThat(value(DEMOGRAPHICS, "given")).isEqualTo("ELEO*");
        assertThat(value(DEMOGRAPHICS, "birthdate")).isEqualTo("1985-06-12");
        assertThat(value(DEMOGRAPHICS, "gender")).isEqualTo("female");
        assertThat(value(DEMOGRAPHICS, "PID.18.1")).isEqualTo("C-1");
        assertThat(value(DEMOGRAPHICS, "targetSystem")).isEqualTo("urn:oid:2.16.124.10.101.1.60.1");
        assertThat(value(DEMOGRAPHICS, "_count")).isEqualTo("10");
        assertThat(value(DEMOGRAPHICS, "query-tag")).isEqualTo("TAG-1");
    }

    @Test
    void asksForOtherIdentifiersOfAPatient() throws Hl7Problem {
        var source =
                parameters(CROSS_REFERENCE).stream()
                        .filter(parameter -> parameter.getName().equals("sourceIdentifier"))
                        .findFirst()
                        .orElseThrow();

        assertThat(((org.hl7.fhir.r4.model.Identifier) source.getValue()).getValue())
                .isEqualTo("004512");
        assertThat(value(CROSS_REFERENCE, "targetSystem"))
                .isEqualTo("urn:oid:2.16.124.10.101.1.60.2");
        assertThat(Validity.errors(Samples.translated(CROSS_REFERENCE).json())).isEmpty();
    }

    @Test
    void neverCarriesTheConfidentialNumberAskedFor() throws Hl7Problem {
        String asked = "@PID.3.1^123456789~@PID.3.4.1^NIU";
        String text = DEMOGRAPHICS.replace("@PID.18.1^C-1", asked);

        assertThat(Samples.json(text)).doesNotContain("123456789");
        assertThat(
                        Samples.json(
                                CROSS_REFERENCE.replace(
                                        "004512^^^CHUDL&2.16.124.10.101.1.60.1&ISO^PI",
                                        "123456789^^^NIU^PI")))
                .doesNotContain("123456789");
        assertThat(Samples.json(message("QBP^Z34", "QPD|Z34^Histoire^L|T|123456789^^^NIU^PI")))
                .doesNotContain("123456789");
    }

    @Test
    void answersWithEveryPatientFound() throws Hl7Problem {
        MessageHeader header = Resources.only(FOUND, MessageHeader.class);

        assertThat(Resources.all(FOUND, Patient.class)).hasSize(2);
        assertThat(header.getResponse().getIdentifier()).isEqualTo("Q-0001");
        assertThat(header.getResponse().getCode().toCode()).isEqualTo("ok");
        assertThat(value(FOUND, "total")).isEqualTo("2");
        assertThat(parameters(FOUND).stream().filter(p -> p.getName().equals("query-tag")))
                .hasSize(1);
        assertThat(Validity.errors(Samples.translated(FOUND).json())).isEmpty();
    }

    @Test
    void saysWhyNothingWasFound() throws Hl7Problem {
        String text =
                message(
                        "RSP^K23^RSP_K23",
                        "MSA|AE|Q-0001",
                        "ERR||QPD^1^3^1^1|204^Unknown key identifier^HL70357|E||||Patient inconnu",
                        "QAK|TAG-2|AE",
                        "QPD|IHE PIX Query|TAG-2|1^^^CHUDL^PI");

        MessageHeader header = Resources.only(text, MessageHeader.class);
        var issue = ((OperationOutcome) header.getContained().getFirst()).getIssue().getLast();

        assertThat(header.getResponse().getCode().toCode()).isEqualTo("fatal-error");
        assertThat(issue.getCode().toCode()).isEqualTo("not-found");
        assertThat(issue.getSeverity().toCode()).isEqualTo("error");
        assertThat(issue.getDetails().getText()).isEqualTo("Patient inconnu");
        assertThat(issue.getLocation().getFirst()).hasToString("QPD-3.1");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsTheOlderQuery() throws Hl7Problem {
        String text =
                message(
                        "QRY^A19",
                        "QRD|20261109081500|R|I|TAG-3|||1^RD|004512^Gagné^Éléonore|DEM",
                        "QRF|CHUDL|20260101|20261231");

        assertThat(value(text, "query-tag")).isEqualTo("TAG-3");
        assertThat(value(text, "_count")).isEqualTo("1");
        assertThat(value(text, "QRD-9")).isEqualTo("DEM");
        assertThat(value(text, "QRF-2")).isEqualTo("20260101");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsTheVaccinationsOfAnAnswer() throws Hl7Problem {
        String text =
                message(
                        "RSP^K11^RSP_K11",
                        "MSA|AA|Q-0001",
                        "QAK|TAG-4|OK|Z34^Histoire^L",
                        "QPD|Z34^Histoire^L|TAG-4|004512^^^CHUDL^MR",
                        "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore",
                        "ORC|RE||38760^SIPMI",
                        "RXA|0|1|20251012||88^Grippe^CVX|0.5|mL^^UCUM||00^Nouvelle^NIP001");

        assertThat(Resources.all(text, Immunization.class)).hasSize(1);
        assertThat(value(text, "QPD-3")).isEqualTo("004512^^^CHUDL^MR");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }
}
