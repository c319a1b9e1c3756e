// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class AcknowledgementTranslationTest {
    private static String answer(String... segments) {
        return "MSH|^~\\&|SILP|OPTILAB|SIGDU|CHUDL|20261110081500-0500||ACK^A01^ACK|ACK-7|P|2.5.1||||||8859/1\r"
                + String.join("\r", segments)
                + "\r";
    }

    private static MessageHeader header(String text) throws Hl7Problem {
        return Resources.only(text, MessageHeader.class);
    }

    private static List<OperationOutcomeIssueComponent> issues(String text) throws Hl7Problem {
        return ((OperationOutcome) header(text).getContained().getFirst()).getIssue();
    }

    @ParameterizedTest
    @CsvSource({"AA, ok", "CA, ok", "AE, fatal-error", "AR, fatal-error", "CR, fatal-error"})
    void saysHowTheMessageWasTaken(String code, String response) throws Hl7Problem {
        String text = answer("MSA|" + code + "|MSG00001|Reçu");

        MessageHeader header = header(text);

        assertThat(header.getResponse().getCode().toCode()).isEqualTo(response);
        assertThat(header.getResponse().getIdentifier()).isEqualTo("MSG00001");
        assertThat(issues(text).getFirst().getDetails().getText()).isEqualTo("Reçu");
        assertThat(issues(text).getFirst().getDetails().getCodingFirstRep().getCode())
                .isEqualTo(code);
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
        assertThat(Samples.translated(text).loss().isEmpty()).isTrue();
    }

    @Test
    void isAMessageAndNoTransaction() throws Hl7Problem {
        Bundle bundle = Validity.parse(Samples.translated(answer("MSA|AA|M1")).json());

        assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.MESSAGE);
    }

    @Test
    void tellsEveryErrorWithItsPlace() throws Hl7Problem {
        String text =
                answer(
                        "MSA|AE|MSG00001",
                        "ERR||PID^1^3^2^4^1~PID^1^5|101^Champ requis^HL70357|E|Z1^Local^L|||NAM"
                                + " absent",
                        "ERR||PV1^2^3|103|W");

        List<OperationOutcomeIssueComponent> issues = issues(text);

        assertThat(issues).hasSize(3);
        assertThat(issues.get(1).getCode().toCode()).isEqualTo("required");
        assertThat(issues.get(1).getDetails().getText()).isEqualTo("NAM absent");
        assertThat(issues.get(1).getDetails().getCoding())
                .extracting(coding -> coding.getCode())
                .containsExactly("101", "Z1");
        assertThat(issues.get(1).getLocation())
                .extracting(place -> place.getValue())
                .containsExactly("PID-3(2).4.1", "PID-5");
        assertThat(issues.get(2).getSeverity().toCode()).isEqualTo("warning");
        assertThat(issues.get(2).getLocation())
                .extracting(place -> place.getValue())
                .containsExactly("PV1(2)-3");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void readsTheOlderError() throws Hl7Problem {
        String text = answer("MSA|AE|MSG00001", "ERR|PID^1^7^102&Date impossible&HL70357");

        var issue = issues(text).getLast();

        assertThat(issue.getCode().toCode()).isEqualTo("value");
        assertThat(issue.getDetails().getText()).isEqualTo("Date impossible");
        assertThat(issue.getLocation().getFirst()).hasToString("PID-7");
    }

    @ParameterizedTest
    @CsvSource({"207, transient-error", "206, transient-error", "200, fatal-error"})
    void tellsAReceiverThatFailedFromAMessageThatIsWrong(String error, String response)
            throws Hl7Problem {
        String text = answer("MSA|AR|MSG00001", "ERR||MSH^1|" + error + "|E");

        assertThat(header(text).getResponse().getCode().toCode()).isEqualTo(response);
    }

    @Test
    void answersANumberThatIsNoFhirIdByTheIdOfThatMessage() throws Hl7Problem {
        String asked =
                Samples.ADMISSION
                        .replace("|SIGDU|CHUDL^2.16.124.10.101.1.60.9.1^ISO|", "|SIGDU|CHUDL|")
                        .replace("|MSG00001|", "|20261102/001|");
        String text = answer("MSA|AA|20261102/001");

        String id = header(text).getResponse().getIdentifier();

        assertThat(header(asked).getIdElement().getIdPart()).endsWith(id);
        assertThat(issues(text).getFirst().getDiagnostics()).isEqualTo("20261102/001");
    }

    @Test
    void refusesAnAcknowledgementOfNothing() throws Hl7Problem {
        var refused = (Translation.Refused) Samples.translate(answer("SFT|Éditeur"));

        assertThat(refused.problem().code()).isEqualTo(ProblemCode.SEGMENT_MISSING);
        assertThat(refused.problem().where()).hasToString("MSA");
    }
}
