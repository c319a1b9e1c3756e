// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTranslationTest {
    private static final String PATIENT = "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F";

    private static String header(String type) {
        return "MSH|^~\\&|SIGDU|CHUDL|SILP|OPTILAB|20261103101500-0500||"
                + type
                + "|CMD1|P|2.5.1||||||UNICODE UTF-8";
    }

    @Test
    void makesARequestOfAnOrderWithAllThatHangsOnIt() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OML^O21^OML_O21"),
                        PATIENT,
                        "ORC|NW|P1^SIGDU|F1^SILP|G1^SIGDU|IP||||20261103100000-0500|77^Roy^Ève||55012^Côté^Benoît|||||||||CLSC"
                            + " Lévis^^55|1 rue X^^Lévis^QC",
                        "TQ1|1||Q6H||||20261104080000-0500|20261106080000-0500|S|||||4",
                        "OBR|1|P1^SIGDU|F1^SILP|24331-1^Bilan lipidique^LN||||||901^Lavoie^Luc|G||à"
                                + " jeun||||^WPN^PH^^^418^5550100||||||||||||||R10^Douleur^I10C",
                        "NTE|1||Avant le repas",
                        "DG1|1||E78.5^Hyperlipidémie^I10C",
                        "OBX|1|NM|3141-9^Poids^LN||71|kg^^UCUM|||||F",
                        "NTE|1||Pesée du matin",
                        "SPM|1|S1&SIGDU^||SER^Sérum^HL70487|||VENIP^Ponction^HL70488");

        ServiceRequest request = found.only(ServiceRequest.class);
        assertThat(request.getStatus().toCode()).isEqualTo("active");
        assertThat(request.getIntent().toCode()).isEqualTo("reflex-order");
        assertThat(request.getPriority().toCode()).isEqualTo("stat");
        assertThat(request.getRequisition().getValue()).isEqualTo("G1");
        assertThat(request.getNoteFirstRep().getText()).isEqualTo("Avant le repas");
        assertThat(request.getReasonCodeFirstRep().getCodingFirstRep().getCode()).isEqualTo("R10");
        assertThat(request.getSupportingInfo().getFirst().getDisplay()).isEqualTo("à jeun");
        assertThat(found.at(request.getReasonReferenceFirstRep(), Condition.class)).isNotNull();
        Timing.TimingRepeatComponent repeat = request.getOccurrenceTiming().getRepeat();
        assertThat(repeat.getPeriod()).hasToString("6");
        assertThat(repeat.getCount()).isEqualTo(4);
        assertThat(repeat.getBoundsPeriod().hasEnd()).isTrue();
        Observation asked = found.at(request.getSupportingInfo().getLast(), Observation.class);
        assertThat(asked.getNoteFirstRep().getText()).isEqualTo("Pesée du matin");
        Specimen specimen = found.at(request.getSpecimenFirstRep(), Specimen.class);
        assertThat(
                        found.at(specimen.getCollection().getCollector(), Practitioner.class)
                                .getNameFirstRep()
                                .getFamily())
                .isEqualTo("Lavoie");
        assertThat(found.all(DiagnosticReport.class)).isEmpty();
    }

    @Test
    void saysWhoAskedAndForWhichEstablishment() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORM^O01^ORM_O01"),
                        PATIENT,
                        "ORC|NW|P1||||||||||55012^Côté^Benoît|||||||||CLSC Lévis^^55|1 rue"
                                + " X^^Lévis^QC^G6V 1A1",
                        "OBR|1|P1||24331-1^Bilan^LN");

        ServiceRequest request = found.only(ServiceRequest.class);
        PractitionerRole role = found.at(request.getRequester(), PractitionerRole.class);
        assertThat(role.getPractitioner().getDisplay()).isEqualTo("Benoît Côté");
        assertThat(
                        found.at(role.getOrganization(), org.hl7.fhir.r4.model.Organization.class)
                                .getAddressFirstRep()
                                .getCity())
                .isEqualTo("Lévis");
        Provenance event = found.only(Provenance.class);
        assertThat(event.getActivity().getCoding())
                .extracting(coding -> coding.getCode())
                .containsExactly("CREATE", "NW");
        assertThat(event.getAgentFirstRep().getType().getCodingFirstRep().getCode())
                .isEqualTo("author");
    }

    @ParameterizedTest
    @CsvSource({
        "NW,,active",
        "CA,,revoked",
        "HD,,on-hold",
        "RE,CM,completed",
        "SC,,unknown",
        "OC,HD,on-hold"
    })
    void takesTheStatusFromTheOrderThenFromItsControlCode(
            String control, String status, String expected) throws Hl7Problem {
        Found found =
                Found.of(
                        header("OMG^O19^OMG_O19"),
                        PATIENT,
                        "ORC|" + control + "|P1|||" + (status == null ? "" : status),
                        "OBR|1|P1||24331-1^Bilan^LN");

        assertThat(found.only(ServiceRequest.class).getStatus().toCode()).isEqualTo(expected);
    }

    @Test
    void keepsTwoOrdersOfOneNumberApartWithTheirSpecimens() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OML^O21^OML_O21"),
                        PATIENT,
                        "ORC|NW|P1",
                        "OBR|1|P1||24331-1^Bilan^LN",
                        "SPM|1|S1^||SER^Sérum^HL70487",
                        "ORC|NW|P1",
                        "OBR|2|P1||24331-1^Bilan^LN",
                        "SPM|1|S2^||UR^Urine^HL70487");

        assertThat(found.all(ServiceRequest.class))
                .extracting(request ->
                        found.at(request.getSpecimenFirstRep(), Specimen.class)
                                .getIdentifierFirstRep()
                                .getValue())
                .containsExactly("S1", "S2");
    }

    @Test
    void readsTheSpecimenBeforeItsOrdersWhereTheMessageIsAboutSpecimens() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OML^O33^OML_O33"),
                        PATIENT,
                        "SPM|1|S1^||SER^Sérum^HL70487",
                        "SAC|||C77^SIGDU",
                        "ORC|NW|P1",
                        "OBR|1|P1||24331-1^Bilan^LN",
                        "ORC|NW|P2",
                        "OBR|2|P2||718-7^Hémoglobine^LN",
                        "SPM|2|S2^||UR^Urine^HL70487",
                        "ORC|NW|P3",
                        "OBR|3|P3||5811-5^Densité^LN");

        assertThat(found.all(ServiceRequest.class))
                .extracting(request ->
                        found.at(request.getSpecimenFirstRep(), Specimen.class)
                                .getIdentifierFirstRep()
                                .getValue())
                .containsExactly("S1", "S1", "S2");
        assertThat(
                        found.all(Specimen.class)
                                .getFirst()
                                .getContainerFirstRep()
                                .getIdentifierFirstRep()
                                .getValue())
                .isEqualTo("C77");
    }

    @Test
    void readsTheQuantityAndTimingOfOlderMessages() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORM^O01"),
                        PATIENT,
                        "ORC|NW|P1|||||2^BID^D5^20261103080000-0500^^R^^au lit",
                        "OBR|1|P1||24331-1^Bilan^LN||||||||||20261103081500-0500|SER&Sérum^^note^LA&Bras");

        ServiceRequest request = found.only(ServiceRequest.class);
        assertThat(request.getOccurrenceTiming().getCode().getCodingFirstRep().getCode())
                .isEqualTo("BID");
        assertThat(request.getQuantityQuantity().getValue()).hasToString("2");
        assertThat(request.getPriority().toCode()).isEqualTo("routine");
        assertThat(request.getNoteFirstRep().getText()).isEqualTo("au lit");
        Specimen specimen = found.at(request.getSpecimenFirstRep(), Specimen.class);
        assertThat(specimen.hasReceivedTime()).isTrue();
        assertThat(specimen.getCollection().getBodySite().getCodingFirstRep().getDisplay())
                .isEqualTo("Bras");
    }

    @Test
    void namesTheParentOfAnOrder() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OML^O21^OML_O21"),
                        PATIENT,
                        "ORC|CH|P2^SIGDU",
                        "OBR|1|P2^SIGDU||18769-0^Antibiogramme^LN|||||||||||||||||||||||||P1&SIGDU^F1&SILP");

        assertThat(found.only(ServiceRequest.class).getBasedOn())
                .extracting(parent -> parent.getIdentifier().getValue())
                .containsExactly("P1", "F1");
    }

    @Test
    void makesAResultOfWhatAnOrderBringsFromBefore() throws Hl7Problem {
        Found found =
                Found.of(
                        header("OML^O21^OML_O21"),
                        PATIENT,
                        "ORC|NW|P2",
                        "OBR|1|P2||718-7^Hémoglobine^LN",
                        "ORC|PR|P1",
                        "OBR|2|P1||718-7^Hémoglobine^LN|||20261001||||||||||||||||||F",
                        "OBX|1|NM|718-7^Hémoglobine^LN||130|g/L^^UCUM|||||F");

        DiagnosticReport earlier = found.only(DiagnosticReport.class);
        assertThat(earlier.getResult()).hasSize(1);
        assertThat(earlier.getIdentifier()).extracting(Identifier::getValue).containsExactly("P1");
    }

    /** R4 invariant per-1, which {@link Found#of} checks. */
    @Test
    void leavesOutEveryEndBeforeItsStart() throws Hl7Problem {
        Found found =
                Found.of(
                        header("ORU^R01^ORU_R01"),
                        PATIENT,
                        "NK1|1|Gagné^Loïc|SPO|||||20261103|20261101",
                        "PV1|1|I" + "|".repeat(42) + "20261103|20261101",
                        "IN1|1|P^Plan|C1|Assurance||||||||20261103|20261101",
                        "ORC|RE|P1|||||^^^20261103^20261101",
                        "OBR|1|P1||24331-1^Bilan^LN|||20261103|20261101"
                                + "|".repeat(24)
                                + "1&Roy^20261103^20261101",
                        "OBX|1|DR|1-1^Séjour^LN||20261103^20261101||||||F",
                        "SPM|1|S1||SER^Sérum^HL70487|||||||||||||20261103^20261101");

        assertThat(found.only(DiagnosticReport.class).getEffectiveDateTimeType().asStringValue())
                .isEqualTo("2026-11-03");
        assertThat(found.translated().loss().lost())
                .contains("OBR-8", "PV1-45", "IN1-13", "SPM-17.2");
    }
}
