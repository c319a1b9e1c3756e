// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hangs on what in messages of results. */
class ResultGroupsTest {
    private static final String PATIENT = "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F";

    private static String header(String type) {
        return "MSH|^~\\&|SILP|OPTILAB|ARRIMAGE|RQS|20261103101500-0500||"
                + type
                + "|LAB1|P|2.5.1||||||UNICODE UTF-8";
    }

    @Test
    void tiesSusceptibilitiesToTheGermTheyAreOf() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R01^ORU_R01"),
                        PATIENT,
                        "OBR|1|P1|F1|600-7^Hémoculture^LN",
                        "OBX|1|CWE|600-7^Germe^LN|1|112283007^E. coli^SCT||||||F",
                        "OBX|2|CWE|600-7^Germe^LN|2|3092008^S. aureus^SCT||||||F",
                        "OBR|2|P2|F2|18769-0^Antibiogramme^LN||||||||||||||||||||||600-7&Germe&LN^2|||P1^F1",
                        "OBX|1|SN|18862-3^Ampicilline^LN||<^4|mg/L^^UCUM||S|||F");

        Observation germ = found.all(Observation.class).get(1);
        assertThat(
                        found.at(germ.getHasMemberFirstRep(), Observation.class)
                                .getCode()
                                .getCodingFirstRep()
                                .getCode())
                .isEqualTo("18862-3");
        assertThat(found.all(Observation.class).getFirst().getHasMember()).isEmpty();
    }

    @Test
    void readsAutomationResultsWhoseOrderFollowsWhatWasDone() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OUL^R22^OUL_R22"),
                        PATIENT,
                        "SPM|1|S1^||SER^Sérum^HL70487",
                        "OBR|1|||718-7^Hémoglobine^LN",
                        "ORC|RE|P1|F1",
                        "OBX|1|NM|718-7^Hémoglobine^LN||130|g/L^^UCUM|||||F",
                        "OBR|2|||2093-3^Cholestérol^LN",
                        "ORC|RE|P2|F2",
                        "OBX|1|NM|2093-3^Cholestérol^LN||5.1|mmol/L^^UCUM|||||F");

        assertThat(found.all(DiagnosticReport.class))
                .extracting(report -> report.getIdentifierFirstRep().getValue())
                .containsExactly("P1", "P2");
        assertThat(found.all(Observation.class))
                .allSatisfy(result ->
                        assertThat(found.at(result.getSpecimen(), Specimen.class))
                                .isSameAs(found.only(Specimen.class)));
    }

    @Test
    void keepsNotesWithWhatTheyFollow() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R30^ORU_R30"),
                        PATIENT,
                        "ORC|NW|P1",
                        "NTE|1||De la commande",
                        "OBR|1|P1||2339-0^Glucose^LN",
                        "NTE|1||De la demande",
                        "OBX|1|NM|2339-0^Glucose^LN||5.1|mmol/L^^UCUM|||||F",
                        "NTE|1||Du résultat",
                        "SPM|1|S1^||BLD^Sang^HL70487",
                        "NTE|1||Du spécimen");

        assertThat(found.only(ServiceRequest.class).getNote())
                .extracting(note -> note.getText())
                .containsExactly("De la commande", "De la demande");
        assertThat(found.only(Observation.class).getNoteFirstRep().getText())
                .isEqualTo("Du résultat");
        assertThat(found.only(Specimen.class).getNoteFirstRep().getText()).isEqualTo("Du spécimen");
    }

    @Test
    void saysWhoInterpretedAndWhoTypedAReport() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R01^ORU_R01"),
                        PATIENT,
                        "OBR|1|P1|F1|11502-2^Rapport^LN|||20261103|||||||||||||||||F||||||||7&Roy&Ève^20261103^^Radio||8&Caron&Zoé|9&Lavoie&Luc");

        DiagnosticReport report = found.only(DiagnosticReport.class);
        PractitionerRole interpreter =
                found.at(report.getResultsInterpreterFirstRep(), PractitionerRole.class);
        assertThat(interpreter.getPractitioner().getDisplay()).isEqualTo("Ève Roy");
        assertThat(interpreter.getLocationFirstRep().getDisplay()).isEqualTo("Radio");
        assertThat(report.getPerformer())
                .extracting(performer -> performer.getDisplay())
                .containsExactly("Zoé Caron", "Luc Lavoie");
    }

    @Test
    void standsADocumentBesideTheObservationItIsOf() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R01^ORU_R01"),
                        PATIENT,
                        "OBR|1|P1|F1|11502-2^Rapport^LN",
                        "OBX|1|RP|11502-2^Rapport^LN||https://exemple.test/r^PACS^AP^PDF||||||F");

        Observation result = found.only(Observation.class);
        assertThat(found.only(DiagnosticReport.class).getResult()).hasSize(1);
        assertThat(
                        found.at(result.getDerivedFromFirstRep(), DocumentReference.class)
                                .getContentFirstRep()
                                .getAttachment()
                                .getUrl())
                .isEqualTo("https://exemple.test/r");
    }

    @ParameterizedTest
    @CsvSource({"PV1|1|O,R01", "ZZZ|1,R01", "PV1|1|O,R32"})
    void readsObservationsOfThePatientBeforeAnyOrder(String between, String event)
            throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^" + event),
                        PATIENT,
                        between,
                        "OBX|1|NM|8302-2^Taille^LN||1.70|m^^UCUM|||||F");

        assertThat(found.only(Observation.class).getSubject().getReference()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"3.5 - 5.2;3.5;5.2", "<5;;5", "> 2;2;", "négatif;;", "5.2-3.5;;"})
    void readsTheLimitsAReferenceRangeStates(String text, String low, String high)
            throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R01"),
                        PATIENT,
                        "OBR|1|P1|F1|2339-0^Glucose^LN",
                        "OBX|1|NM|2339-0^Glucose^LN||4.1|mmol/L^^UCUM|" + text + "||||F");

        Observation.ObservationReferenceRangeComponent range =
                found.only(Observation.class).getReferenceRangeFirstRep();
        assertThat(range.getText()).isEqualTo(text);
        assertThat(range.getLow().getValueElement().getValueAsString()).isEqualTo(low);
        assertThat(range.getHigh().getValueElement().getValueAsString()).isEqualTo(high);
    }
}
