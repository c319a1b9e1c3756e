// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterFileTranslationTest {
    private static String file(String type, String event, String... segments) {
        return "MSH|^~\\&|REGISTRE|CHUDL|ARRIMAGE|RQS|20261111081500-0500||MFN^"
                + type
                + "|MFN-1|P|2.5.1||||||UNICODE UTF-8\r"
                + "MFI|PRA^Intervenants^HL70175||UPD|||NE\r"
                + "MFE|"
                + event
                + "|||55012|CWE\r"
                + String.join("\r", segments)
                + "\r";
    }

    private static final String[] STAFF = {
        "STF|55012|55012^^^CMQ^MD|Côté^Benoît^^^Dr^^L||M|19700301|A|||^WPN^PH^^^418^5550144|12 rue"
                + " de l'Œuvre^^Lévis^QC||||benoit.cote@exemple.test",
        "PRA|55012||MED^Médecin^L||Gastroentérologie^CMQ|R-88^LN"
    };

    @ParameterizedTest
    @CsvSource({"MAD, true", "MUP, true", "MDC, false", "MDL, false"})
    void tellsWhoWorksAndWhoNoLongerDoes(String event, boolean active) throws Hl7Problem {
        String text = file("M02", event, STAFF);

        Practitioner doctor = Resources.only(text, Practitioner.class);
        PractitionerRole role = Resources.only(text, PractitionerRole.class);

        assertThat(doctor.getActive()).isEqualTo(active);
        assertThat(doctor.getIdentifierFirstRep().getValue()).isEqualTo("55012");
        assertThat(doctor.getNameFirstRep().getFamily()).isEqualTo("Côté");
        assertThat(doctor.getTelecom()).hasSize(2);
        assertThat(role.getActive()).isEqualTo(active);
        assertThat(role.getSpecialtyFirstRep().getText()).isEqualTo("Gastroentérologie");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void tellsAPlace() throws Hl7Problem {
        String text =
                file(
                        "M05",
                        "MAD",
                        "LOC|3E^312^^CHUDL|Chambre double|R|CHUDL|12 rue"
                                + " Verte^^Lévis^QC|^WPN^PH^^^418^5550100");

        Location room =
                Resources.all(text, Location.class).stream()
                        .filter(place -> place.getName().equals("312"))
                        .findFirst()
                        .orElseThrow();

        assertThat(room.getStatus().toCode()).isEqualTo("active");
        assertThat(room.getDescription()).isEqualTo("Chambre double");
        assertThat(room.getAddress().getCity()).isEqualTo("Lévis");
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
    }

    @Test
    void saysWhenAMasterFileHasNoMapping() throws Hl7Problem {
        var translated = Samples.translated(file("M08", "MAD", "OM1|1|T1^Test^L"));

        assertThat(translated.remarks())
                .extracting(Remark::code)
                .contains(ProblemCode.MAPPING_ABSENT);
        assertThat(translated.loss().lost()).contains("OM1-2.1");
    }
}
