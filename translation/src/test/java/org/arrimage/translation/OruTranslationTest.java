// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Specimen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class OruTranslationTest {

    private static <T extends Resource> List<T> all(String text, Class<T> type) throws Hl7Problem {
        return Validity.parse(Samples.translated(text).json()).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static Observation oneResult(String type, String value, String units)
            throws Hl7Problem {
        String text =
                Samples.RESULTS.replaceFirst(
                        "OBX\\|1\\|NM\\|2093-3\\^Cholestérol\\^LN\\|\\|5.10\\|mmol/L\\^\\^UCUM",
                        java.util.regex.Matcher.quoteReplacement(
                                "OBX|1|"
                                        + type
                                        + "|2093-3^Cholestérol^LN||"
                                        + value
                                        + '|'
                                        + units));
        assertThat(Validity.errors(Samples.translated(text).json())).isEmpty();
        return all(text, Observation.class).getFirst();
    }

    @Test
    void makesAValidBundleOfLaboratoryResults() throws Hl7Problem {
        var translated = Samples.translated(Samples.RESULTS);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks()).isEmpty();
        assertThat(translated.loss().lost()).isEmpty();
    }

    @Test
    void keepsTheReportItsRequestItsSpecimenAndItsResultsTogether() throws Hl7Problem {
        DiagnosticReport report = all(Samples.RESULTS, DiagnosticReport.class).getFirst();
        ServiceRequest request = all(Samples.RESULTS, ServiceRequest.class).getFirst();

        assertThat(report.getStatus().toCode()).isEqualTo("final");
        assertThat(report.getResult()).hasSize(9);
        assertThat(report.getSpecimen()).hasSize(1);
        assertThat(report.getBasedOn()).hasSize(1);
        assertThat(request.getStatus().toCode()).isEqualTo("completed");
        assertThat(request.getNoteFirstRep().getText()).isEqualTo("Patient à jeun.");
        assertThat(
                        all(Samples.RESULTS, Specimen.class)
                                .getFirst()
                                .getType()
                                .getCodingFirstRep()
                                .getDisplay())
                .isEqualTo("Sérum");
    }

    @Test
    void keepsTheDigitsOfANumber() throws Hl7Problem {
        assertThat(Samples.json(Samples.RESULTS)).contains("\"value\":5.10,");
    }

    @Test
    void carriesNotesAndAccents() throws Hl7Problem {
        List<Observation> results = all(Samples.RESULTS, Observation.class);

        assertThat(results.getFirst().getNoteFirstRep().getText()).isEqualTo("Vérifié\ndeux fois");
        assertThat(results.get(3).getValueStringType().getValue())
                .isEqualTo("Sérum légèrement hémolysé ; à répéter ç è ê");
    }

    @Test
    void mentionsThePatientWithoutOverwritingHim() throws Hl7Problem {
        assertThat(Validity.parse(Samples.translated(Samples.RESULTS).json()).getEntry())
                .filteredOn(entry -> entry.getResource() instanceof Patient)
                .extracting(entry -> entry.getRequest().getMethod().toCode())
                .containsExactly("POST");
    }

    @Test
    void putsADocumentInADocumentReference() throws Hl7Problem {
        DocumentReference document = all(Samples.RESULTS, DocumentReference.class).getFirst();

        assertThat(document.getContentFirstRep().getAttachment().getContentType())
                .isEqualTo("application/pdf");
        assertThat(
                        new String(
                                document.getContentFirstRep().getAttachment().getData(),
                                StandardCharsets.US_ASCII))
                .startsWith("%PDF-1.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NM; +05.0; 5.0",
                "NM; .5; 0.5",
                "NM; -0012; -12",
                "SN; ^12; 12",
                "SN; >^12; 12"
            })
    void readsNumbers(String type, String written, String read) throws Hl7Problem {
        assertThat(
                        oneResult(type, written, "g/L")
                                .getValueQuantity()
                                .getValueElement()
                                .getValueAsString())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NM; négatif; négatif",
                "SN; <>^5; <>5",
                "SN; >^2^+; >2+",
                "ST; a\\T\\b\\.br\\c; 'a&b\nc'",
                "FT; un~deux; 'un\ndeux'",
                "DT; 20240230; 20240230",
                "XPN; Gagné^Loïc; Gagné^Loïc",
                "NA; 1^x; 1^x",
                "VR; un^deux; un-deux",
                "; libre; libre"
            })
    void keepsAsTextWhatHasNoOtherForm(String type, String written, String read) throws Hl7Problem {
        assertThat(oneResult(type == null ? "" : type, written, "").getValueStringType().getValue())
                .isEqualTo(read);
    }

    @Test
    void readsRangesRatiosTimesAndPeriods() throws Hl7Problem {
        assertThat(oneResult("SN", "^1^-^5", "g/L").getValueRange().getHigh().getValue())
                .hasToString("5");
        assertThat(oneResult("SN", "^1^:^64", "").getValueRatio().getDenominator().getValue())
                .hasToString("64");
        assertThat(oneResult("NR", "1^5", "g/L").getValueRange().getLow().getValue())
                .hasToString("1");
        assertThat(oneResult("TM", "0730", "").getValueTimeType().getValue()).isEqualTo("07:30:00");
        assertThat(oneResult("DR", "20260101^20260102", "").getValuePeriod().hasEnd()).isTrue();
        assertThat(oneResult("DTM", "202611021900", "").getValueDateTimeType().getValueAsString())
                .isEqualTo("2026-11-02T19:00:00-05:00");
        assertThat(oneResult("CE", "A^Alpha^LN~B^Bêta^LN", "").getComponent()).hasSize(2);
    }

    @Test
    void remarksAValueWithoutType() throws Hl7Problem {
        var translated = Samples.translated(Samples.RESULTS.replace("OBX|1|NM|", "OBX|1||"));

        assertThat(translated.remarks())
                .containsExactly(
                        new Remark(
                                ProblemCode.REQUIRED_FIELD_MISSING,
                                translated.remarks().getFirst().where()));
        assertThat(translated.remarks().getFirst().where()).hasToString("OBX-2");
    }

    @Test
    void leavesOutADocumentThatDoesNotDecode() throws Hl7Problem {
        var translated =
                Samples.translated(
                        Samples.RESULTS
                                .replace("^Hex^", "")
                                .replace("Base64^JVBERi0xLjQK", "Hex^zz"));

        assertThat(translated.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.CONTENT_UNREADABLE);
        assertThat(Validity.errors(translated.json())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2093-3\\^Cholestérol\\^LN; ''; REQUIRED_FIELD_MISSING; OBX-3",
                "PID\\|1.*?\\r; ''; SEGMENT_MISSING; PID",
                "ORC\\|.*?\\rOBR\\|1.*?\\r; ''; SEGMENT_MISSING; OBR"
            })
    void keepsResultsWhoseSurroundingsAreMissing(
            String pattern, String replacement, ProblemCode code, String where) throws Hl7Problem {
        var translated =
                Samples.translated(Samples.RESULTS.replaceFirst("(?s)" + pattern, replacement));

        assertThat(translated.remarks())
                .anySatisfy(remark -> {
                    assertThat(remark.code()).isEqualTo(code);
                    assertThat(remark.where()).hasToString(where);
                });
        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(new String(translated.json(), StandardCharsets.UTF_8))
                .contains("\"value\":5.10,");
    }

    @Test
    void saysThatWhatWasOrderedIsUnknown() throws Hl7Problem {
        var translated =
                Samples.translated(Samples.RESULTS.replace("|24331-1^Bilan lipidique^LN|", "||"));

        assertThat(translated.remarks().getFirst().where()).hasToString("OBR-4");
        assertThat(Validity.errors(translated.json())).isEmpty();
    }

    @Test
    void remarksAResultMessageWithoutResults() throws Hl7Problem {
        String empty = Samples.RESULTS.substring(0, Samples.RESULTS.indexOf("ORC|"));

        var translated = Samples.translated(empty);

        assertThat(translated.remarks().getFirst().code()).isEqualTo(ProblemCode.SEGMENT_MISSING);
        assertThat(Validity.errors(translated.json())).isEmpty();
    }

    @Test
    void keepsAPatientWithoutNumberApart() throws Hl7Problem {
        String anonymous = Samples.RESULTS.replace("GAGX85561204^^^RAMQ^JHN", "");

        var translated = Samples.translated(anonymous);

        assertThat(Validity.errors(translated.json())).isEmpty();
        assertThat(translated.remarks().getFirst().where()).hasToString("PID-3");
    }

    @Test
    void tellsTwoPanelsOfOneFillerNumberApart() throws Hl7Problem {
        String second =
                "OBR|2|P1001^SIGDU|F2002^SILP|58410-2^Formule"
                        + " sanguine^LN|||20261103073000||||||||||||||||||F\r"
                        + "OBX|1|NM|718-7^Hémoglobine^LN||130|g/L^^UCUM|||||F\r";

        var translated = Samples.translated(Samples.RESULTS + second);

        assertThat(all(Samples.RESULTS + second, DiagnosticReport.class)).hasSize(2);
        assertThat(Validity.errors(translated.json())).isEmpty();
    }
}
