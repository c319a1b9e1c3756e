// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class DocumentTranslationTest {
    private static final String PATIENT = "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F";
    private static final String TXA =
            "TXA|1|HP^Anamnèse^HL70270|TX|20261103080000-0500||20261103083000-0500||20261103090000-0500|900^Roy^Ève|901^Lavoie^Luc|902^Caron^Zoé|D77^CHUDL|D70^CHUDL|||note.txt|AU|R|AV||||||Anamnèse"
                + " d'admission";

    private static Found document(String event, String txa, String... content) throws Hl7Problem {
        var lines = new String[4 + content.length];
        lines[0] =
                "MSH|^~\\&|DICTEE|CHUDL|ARRIMAGE|RQS|20261103101500-0500||MDM^"
                        + event
                        + "|DOC1|P|2.5.1||||||UNICODE UTF-8";
        lines[1] = "EVN|" + event + "|20261103101500-0500";
        lines[2] = PATIENT;
        lines[3] = txa;
        System.arraycopy(content, 0, lines, 4, content.length);
        return Found.of(lines);
    }

    @Test
    void makesADocumentWithItsTextAndItsPeople() throws Hl7Problem {
        Found found =
                document(
                        "T02",
                        TXA,
                        "OBX|1|TX|HP^Anamnèse^HL70270||Première ligne||||||F",
                        "OBX|2|FT|HP^Anamnèse^HL70270||Deuxième\\.br\\troisième||||||F");

        DocumentReference document = found.only(DocumentReference.class);
        assertThat(document.getMasterIdentifier().getValue()).isEqualTo("D77");
        assertThat(document.getStatus().toCode()).isEqualTo("current");
        assertThat(document.getDocStatus().toCode()).isEqualTo("final");
        assertThat(document.getSecurityLabelFirstRep().getCodingFirstRep().getCode())
                .isEqualTo("R");
        assertThat(document.getDescription()).isEqualTo("Anamnèse d'admission");
        assertThat(
                        new String(
                                document.getContentFirstRep().getAttachment().getData(),
                                StandardCharsets.UTF_8))
                .isEqualTo("Première ligne\nDeuxième\ntroisième");
        assertThat(
                        found.at(document.getAuthorFirstRep(), Practitioner.class)
                                .getNameFirstRep()
                                .getFamily())
                .isEqualTo("Roy");
        assertThat(document.getAuthenticator().getDisplay()).isEqualTo("Luc Lavoie");
        assertThat(found.all(Provenance.class))
                .anySatisfy(edited ->
                        assertThat(edited.getAgent())
                                .extracting(agent -> agent.getType().getCodingFirstRep().getCode())
                                .containsExactly("author", "enterer"));
    }

    @ParameterizedTest
    @CsvSource({"T06,appends", "T10,replaces", "T02,transforms"})
    void tiesADocumentToItsParent(String event, String how) throws Hl7Problem {
        Found found = document(event, TXA, "OBX|1|TX|HP^Anamnèse||Texte||||||F");

        DocumentReference document = found.only(DocumentReference.class);
        assertThat(document.getRelatesToFirstRep().getCode().toCode()).isEqualTo(how);
        assertThat(document.getRelatesToFirstRep().getTarget().getIdentifier().getValue())
                .isEqualTo("D70");
    }

    @ParameterizedTest
    @CsvSource({
        "T01,AV,current",
        "T02,OB,superseded",
        "T02,CA,entered-in-error",
        "T11,AV,entered-in-error"
    })
    void saysWhetherADocumentHolds(String event, String availability, String status)
            throws Hl7Problem {
        Found found = document(event, TXA.replace("|AV|", "|" + availability + "|"));

        assertThat(found.only(DocumentReference.class).getStatus().toCode()).isEqualTo(status);
    }

    @Test
    void keepsFilesApartAndMeasuresAsObservations() throws Hl7Problem {
        Found found =
                document(
                        "T02",
                        TXA,
                        "OBX|1|ED|11502-2^Rapport^LN||^AP^PDF^Base64^JVBERi0xLjQK||||||F",
                        "OBX|2|RP|18748-4^Image^LN||https://exemple.test/1^VNA^IM^JPEG||||||F",
                        "OBX|3|NM|3141-9^Poids^LN||71|kg^^UCUM|||||F");

        DocumentReference document = found.only(DocumentReference.class);
        assertThat(document.getContent())
                .extracting(content -> content.getAttachment().getContentType())
                .containsExactly("application/pdf", "image/jpeg");
        assertThat(document.getContent().getLast().getAttachment().getUrl())
                .isEqualTo("https://exemple.test/1");
        assertThat(
                        found.at(document.getContext().getRelatedFirstRep(), Observation.class)
                                .getValueQuantity()
                                .getUnit())
                .isEqualTo("kg");
    }

    @Test
    void tiesADocumentToItsOrder() throws Hl7Problem {
        Found found =
                Found.of(
                        "MSH|^~\\&|DICTEE|CHUDL|ARRIMAGE|RQS|20261103101500-0500||MDM^T02^MDM_T02|DOC1|P|2.5.1",
                        PATIENT,
                        "ORC|RE|P1|F1",
                        "OBR|1|P1|F1|11502-2^Rapport^LN",
                        TXA,
                        "OBX|1|TX|HP^Note||Texte||||||F");

        DocumentReference document = found.only(DocumentReference.class);
        assertThat(
                        found.at(document.getContext().getRelatedFirstRep(), ServiceRequest.class)
                                .getIdentifierFirstRep()
                                .getValue())
                .isEqualTo("P1");
    }
}
