// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.arrimage.fhir.Bundles.AT;
import static org.arrimage.fhir.Bundles.MERGE;
import static org.arrimage.fhir.Bundles.ORDER;
import static org.arrimage.fhir.Bundles.PATIENT;
import static org.arrimage.fhir.Bundles.REPORT;
import static org.arrimage.fhir.Bundles.VISIT;
import static org.arrimage.fhir.Bundles.segments;
import static org.arrimage.fhir.Bundles.settings;
import static org.arrimage.fhir.Bundles.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.ProblemCode;
import org.junit.jupiter.api.Test;

class FhirToHl7Test {

    @Test
    void writesAnAdmissionOfTheEventTheHeaderNames() {
        String bundle = Bundles.of(Bundles.header("A01"), PATIENT, VISIT);

        String[] segments = segments(written(bundle, settings(Hl7Version.V2_5_1)));

        assertThat(segments)
                .contains(
                        "EVN|A01|20261125100000-0500",
                        "PID|1||GAGX85561204^^^RAMQ^JHN~004512^^^&2.16.124.10.101.1.60.1&ISO^MR"
                                + "||Gagné^Éléonore^Françoise^^^^L||19850612|F|||12 rue de l'Œuvre"
                                + "^^Lévis^QC^G6V 1A1^^H||418 555-0123^PRN^PH|418 555-0199^WPN^PH"
                                + "||M^^HL70002");
        assertThat(segments[0])
                .startsWith("MSH|^~\\&|SIGDU^2.16.1.2^ISO||SILP^https://silp.exemple.test^URI|")
                .contains("|ADT^A01^ADT_A01|MSG1|P|2.5.1|");
        assertThat(segments[3])
                .startsWith("PV1|1|I|^^^^^^^^Étage 3|")
                .contains("V778899^^^&2.16.124.10.101.1.60.1&ISO")
                .endsWith("|20261102082000-0500");
    }

    @Test
    void namesWhatNoFieldCarriesByItsPath() {
        String bundle = Bundles.of(PATIENT, VISIT);

        Written.Loss loss = written(bundle, settings(Hl7Version.V2_5_1)).loss();

        assertThat(loss.lost()).containsExactly("Bundle.entry[0].resource.photo[0].url");
        assertThat(loss.populated()).isGreaterThan(30);
    }

    @Test
    void derivesTheEventAndSaysSo() {
        Written.Messages update = written(Bundles.of(PATIENT, VISIT), settings(Hl7Version.V2_5_1));
        Written.Messages person = written(Bundles.of(PATIENT), settings(Hl7Version.V2_5_1));

        assertThat(segments(update)[0]).contains("|ADT^A08^ADT_A01|");
        assertThat(segments(person)[0]).contains("|ADT^A31^ADT_A05|");
        assertThat(update.remarks())
                .extracting(FhirProblem::code)
                .contains(ProblemCode.EVENT_DERIVED);
    }

    @Test
    void writesResultsWithTheirNotesAndSpecimens() {
        String[] segments =
                segments(written(Bundles.of(PATIENT, REPORT), settings(Hl7Version.V2_5_1)));

        assertThat(segments)
                .contains(
                        "OBX|1|NM|2093-3^Cholestérol^LN||5.10|mmol/L^^UCUM|3.5-5.2|N|||F",
                        "NTE|1||Vérifié~deux fois",
                        "OBX|2||85354-9^Pression^LN|1|||||||F",
                        "OBX|3|NM|8480-6^^LN|1|120|mm[Hg]|||||F",
                        "OBX|4|NM|8462-4^^LN|1|80|mm[Hg]|||||F",
                        "OBX|5|ST|^Commentaire||a\\F\\b\\S\\c \\T\\ d\\E\\e||||||C",
                        "SPM|1|^S77&&2.16.1&ISO||119364003^Sérum^SCT|||||||||||||"
                                + "20261103073000-0500|20261103080500-0500");
        assertThat(segments[2]).contains("|20261103073000-0500|").endsWith("|F");
    }

    @Test
    void writesOnlyWhatEachVersionHas() {
        String bundle = Bundles.of(PATIENT, REPORT);

        String old = String.join("\n", segments(written(bundle, settings(Hl7Version.V2_3))));
        String modern = String.join("\n", segments(written(bundle, settings(Hl7Version.V2_6))));

        assertThat(old)
                .contains("|ORU^R01|", "|M\n", "119364003&Sérum&SCT")
                .doesNotContain("\nSPM|", "ORU_R01");
        assertThat(modern)
                .contains("\nSPM|", "^PRN^PH^^^^^^^^^418 555-0123")
                .contains("|M^^HL70002");
    }

    @Test
    void writesAnOrderInTheMessageOfItsVersion() {
        String bundle = Bundles.of(PATIENT, ORDER);

        String[] modern = segments(written(bundle, settings(Hl7Version.V2_5_1)));
        String[] old = segments(written(bundle, settings(Hl7Version.V2_3)));

        assertThat(modern[0]).contains("|OML^O21^OML_O21|");
        assertThat(modern)
                .contains(
                        "ORC|NW|P1001^SIGDU|||||||20261103080000-0500|||55012^Côté^Benoît",
                        "TQ1|1||||||||S",
                        "OBR|1|P1001^SIGDU||24331-1^Bilan"
                                + " lipidique^LN||||||||||||55012^Côté^Benoît",
                        "DG1|1||E78.5^Hyperlipidémie^I10");
        assertThat(old[0]).contains("|ORM^O01|");
        assertThat(String.join("\n", old)).contains("|^^^^^S||20261103080000-0500");
    }

    @Test
    void pairsTheSurvivorOfAMergeWithTheRetiredPatient() {
        Written.Messages merged = written(Bundles.of(MERGE), settings(Hl7Version.V2_5_1));

        assertThat(segments(merged)[0]).contains("|ADT^A40^ADT_A39|");
        assertThat(segments(merged))
                .contains("PID|1||004512^^^CHUDL||Gagné^Éléonore", "MRG|009999^^^CHUDL||||||Gagne");
        assertThat(merged.loss().lost()).isEmpty();
    }

    @Test
    void writesAnAcknowledgementWithItsErrors() {
        String bundle =
                Bundles.of(
                        """
                        {"resource":{"resourceType":"MessageHeader","eventCoding":{"code":"A01"},
                         "source":{"endpoint":"urn:oid:2.16.1.2"},
                         "response":{"identifier":"MSG0009","code":"fatal-error"}}},
                        {"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"required",
                         "expression":["PID-3"],"details":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0357","code":"101"}]},
                         "diagnostics":"Un champ requis est vide"}]}}
                        """);

        String[] modern = segments(written(bundle, settings(Hl7Version.V2_5_1)));
        String[] old = segments(written(bundle, settings(Hl7Version.V2_3_1)));

        assertThat(modern)
                .contains(
                        "MSA|AR|MSG0009",
                        "ERR||PID^1^3|101^^HL70357|E||||Un champ requis est vide");
        assertThat(modern[0]).contains("|ACK^A01^ACK|");
        assertThat(old).contains("MSA|AR|MSG0009", "ERR|^^^101&&HL70357");
    }

    @Test
    void answersAPatientQueryWithAPidForEachFound() {
        WritingSettings settings = settings(Hl7Version.V2_5_1).withEvent("RSP^K22");

        String[] segments = segments(written(Bundles.of(PATIENT), settings));

        assertThat(segments[0]).contains("|RSP^K22^RSP_K22|");
        assertThat(segments).contains("MSA|AA").anyMatch(s -> s.startsWith("QAK||OK"));
        assertThat(segments[segments.length - 1]).startsWith("PID|1||GAGX85561204");
    }

    @Test
    void writesOneMessageForEachPatientOfASearch() {
        String other = PATIENT.replace("\"p1\"", "\"p9\"").replace("004512", "004513");

        Written.Messages both = written(Bundles.of(PATIENT, other), settings(Hl7Version.V2_5_1));

        assertThat(both.messages()).hasSize(2);
        assertThat(segments(both.messages().get(0))[0]).contains("-1|P|");
        assertThat(segments(both.messages().get(1))[0]).contains("-2|P|");
    }

    @Test
    void givesNoneOfSeveralPatientsWhatNamesNoPatient() {
        String other = PATIENT.replace("\"p1\"", "\"p9\"");
        String tied = VISIT.replace("V778899", "V1").replace("Patient/p1", "Patient/p9");
        String untied = VISIT.replace("\"subject\":{\"reference\":\"Patient/p1\"},", "");

        Written.Messages one = written(Bundles.of(PATIENT, untied), settings(Hl7Version.V2_5_1));
        Written.Messages both =
                written(Bundles.of(PATIENT, other, tied, untied), settings(Hl7Version.V2_5_1));

        assertThat(String.join("\n", segments(one))).contains("V778899");
        for (Written.Message message : both.messages()) {
            assertThat(String.join("\n", segments(message))).doesNotContain("V778899");
        }
        assertThat(both.loss().lost()).contains("Bundle.entry[3].resource.identifier[0].value");
    }

    @Test
    void tellsThatAnUpperLimitsOwnUnitAndAContainedResourcesContentAreLost() {
        String range =
                """
                {"resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"x"},
                 "contained":[{"resourceType":"Media","id":"m1","height":3}],
                 "valueRange":{"low":{"value":1,"unit":"g"},"high":{"value":2,"unit":"kg"}}}}
                """;

        Written.Loss loss = written(Bundles.of(PATIENT, range), settings(Hl7Version.V2_5_1)).loss();

        assertThat(loss.lost())
                .containsExactly(
                        "Bundle.entry[0].resource.photo[0].url",
                        "Bundle.entry[1].resource.contained[0].height",
                        "Bundle.entry[1].resource.valueRange.high.unit");
    }

    @Test
    void neverWritesTheUniqueUserNumber() {
        String secret =
                PATIENT.replace("urn:oid:2.16.124.10.101.1.60.1", "urn:arrimage:authority:NIU");

        Written.Messages written = written(Bundles.of(secret), settings(Hl7Version.V2_5_1));

        assertThat(String.join("\n", segments(written))).doesNotContain("004512");
        assertThat(written.loss().lost()).contains("Bundle.entry[0].resource.identifier[1].value");
    }

    @Test
    void refusesWhatItCannotWriteWithAPlace() {
        assertThat(Bundles.refused("{\"resourceType\":\"Patient\"}").path())
                .isEqualTo("Bundle.resourceType");
        assertThat(Bundles.refused(Bundles.of()).code()).isEqualTo(ProblemCode.BUNDLE_EXPECTED);
        assertThat(Bundles.refused(Bundles.of(Bundles.header("S12"), PATIENT, VISIT)).code())
                .isEqualTo(ProblemCode.MESSAGE_TYPE_UNSUPPORTED);
        assertThat(Bundles.refused(Bundles.of(Bundles.header("A01"))).code())
                .isEqualTo(ProblemCode.RESOURCE_MISSING);
        assertThat(
                        Bundles.write(
                                Bundles.of(PATIENT),
                                settings(Hl7Version.V2_3).withEvent("RSP^K22")))
                .isInstanceOf(Written.Refused.class);
    }

    @Test
    void leavesOutAMomentTheCalendarDoesNotHave() {
        String bundle = Bundles.of(PATIENT.replace("1985-06-12", "1985-02-30"));

        Written.Messages written = written(bundle, WritingSettings.defaults(AT));

        assertThat(written.remarks())
                .contains(
                        FhirProblem.at(
                                ProblemCode.DATE_INVALID, "Bundle.entry[0].resource.birthDate"));
        assertThat(written.loss().lost()).contains("Bundle.entry[0].resource.birthDate");
    }
}
