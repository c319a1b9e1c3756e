// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonTranslationTest {

    private static Bundle bundle(Translation.Translated translated) {
        return Validity.parse(translated.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PPR^PC1", "XYZ^Z99", "CRM^C01"})
    void givesTheCommonSegmentsOfATypeWithoutMappingAndSaysSo(String type) throws Hl7Problem {
        var translated = Samples.translated(Samples.ADMISSION.replace("ADT^A01^ADT_A01", type));

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(bundle(translated).getEntry())
                .extracting(entry -> entry.getResource().fhirType())
                .contains("MessageHeader", "Patient", "Encounter", "AllergyIntolerance");
        assertThat(translated.remarks())
                .extracting(Remark::code)
                .contains(ProblemCode.MAPPING_ABSENT);
    }

    @Test
    void givesAHeaderEvenWhenThereIsNothingElse() throws Hl7Problem {
        var translated =
                Samples.translated(
                        "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261102083015-0500||NMD^N02|M1|P|2.5\r"
                                + "ZZZ|1|Zébulon\r");

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(bundle(translated).getEntryFirstRep().getResource().fhirType())
                .isEqualTo("MessageHeader");
        assertThat(translated.loss().lost()).containsExactly("ZZZ-1", "ZZZ-2");
    }
}
