// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.ProblemCode;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class FhirReaderTest {
    private static final int TEN_MILLION = 10_000_000;

    @Test
    void refusesADepthBombAtItsPlace() {
        FhirProblem problem =
                Bundles.refused("{\"resourceType\":\"Bundle\",\"entry\":" + "[".repeat(100_000));

        assertThat(problem.code()).isEqualTo(ProblemCode.JSON_TOO_LARGE);
        assertThat(problem.path()).startsWith("Bundle.entry[0][0]");
        assertThat(problem.text().fr()).contains("dépasse une limite");
    }

    @Test
    void carriesATextOfTenMillionSignsAndRefusesALongerThanTheLimit() {
        String data = "QUJD".repeat(TEN_MILLION / 4);
        String bundle = Bundles.of(Bundles.PATIENT, document(data));
        var tight = new FhirLimits(TEN_MILLION - 1, FhirLimits.defaults().elements());

        String[] segments =
                Bundles.segments(Bundles.written(bundle, Bundles.settings(Hl7Version.V2_5_1)));
        FhirProblem problem = problem(bundle, tight);

        assertThat(segments[segments.length - 1]).hasSizeGreaterThan(TEN_MILLION);
        assertThat(problem.code()).isEqualTo(ProblemCode.JSON_TOO_LARGE);
        assertThat(problem.path()).isEqualTo("Bundle.entry[1].resource.content[0].attachment");
    }

    @Test
    void refusesMoreElementsThanTheLimit() {
        String bundle = Bundles.of(Bundles.PATIENT);

        assertThat(problem(bundle, new FhirLimits(1000, 10)).code())
                .isEqualTo(ProblemCode.JSON_TOO_LARGE);
    }

    @Test
    void refusesANameThatComesTwice() {
        FhirProblem problem =
                Bundles.refused("{\"resourceType\":\"Bundle\",\"type\":\"x\",\"type\":\"y\"}");

        assertThat(problem.code()).isEqualTo(ProblemCode.JSON_NAME_REPEATED);
        assertThat(problem.line()).isEqualTo(1);
    }

    @Test
    void refusesHalfACharacter() {
        String bundle = Bundles.of(Bundles.PATIENT.replace("Lévis", "L\\ud800vis"));

        FhirProblem problem = Bundles.refused(bundle);

        assertThat(problem.code()).isEqualTo(ProblemCode.TEXT_INVALID);
        assertThat(problem.path()).isEqualTo("Bundle.entry[0].resource.address[0].city");
    }

    @Test
    void refusesBytesThatAreNoUtf8AndWhatFollowsTheObject() {
        byte[] latin = Bundles.of(Bundles.PATIENT).getBytes(StandardCharsets.ISO_8859_1);

        Written written = FhirToHl7.write(latin, WritingSettings.defaults(Bundles.AT));

        assertThat(written).isInstanceOf(Written.Refused.class);
        assertThat(((Written.Refused) written).problem().code())
                .isEqualTo(ProblemCode.JSON_UNREADABLE);
        assertThat(Bundles.refused(Bundles.of(Bundles.PATIENT) + "{}").code())
                .isEqualTo(ProblemCode.JSON_UNREADABLE);
        assertThat(Bundles.refused("").code()).isEqualTo(ProblemCode.JSON_UNREADABLE);
    }

    @Test
    void keepsANumberNoReceiverCouldReadAsText() {
        String bundle = Bundles.of(Bundles.PATIENT, Bundles.REPORT);

        String huge = segments(bundle.replace("\"value\":5.10", "\"value\":1e400"));
        String small = segments(bundle.replace("\"value\":5.10", "\"value\":1.5e-3"));

        assertThat(huge).contains("|ST|2093-3^Cholestérol^LN||1e400|");
        assertThat(small).contains("|NM|2093-3^Cholestérol^LN||0.0015|");
    }

    @Test
    void readsAByteOrderMark() {
        assertThat(segments('\uFEFF' + Bundles.of(Bundles.PATIENT))).contains("PID|1|");
    }

    private static String segments(String bundle) {
        return String.join(
                "\n",
                Bundles.segments(Bundles.written(bundle, Bundles.settings(Hl7Version.V2_5_1))));
    }

    private static FhirProblem problem(String bundle, FhirLimits limits) {
        try {
            new FhirReader(limits).read(bundle.getBytes(StandardCharsets.UTF_8));
            throw new AssertionError("was read");
        } catch (FhirFailure failure) {
            return failure.problem();
        }
    }

    private static String document(String data) {
        return "{\"resource\":{\"resourceType\":\"DocumentReference\",\"status\":\"current\","
                + "\"content\":[{\"attachment\":{\"contentType\":\"application/pdf\",\"data\":\""
                + data
                + "\"}}]}}";
    }
}
