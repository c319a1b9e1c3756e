// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

class CorruptionTest {

    static Stream<Arguments> corruptions() {
        String good = Messages.ADMISSION;
        return Stream.of(
                Arguments.of("", ProblemCode.MESSAGE_EMPTY, "byte 0"),
                Arguments.of("\r\n \r", ProblemCode.MESSAGE_EMPTY, "byte 0"),
                Arguments.of(good.substring(1), ProblemCode.MSH_NOT_FIRST, "byte 0"),
                Arguments.of("{\"resourceType\":\"Bundle\"}", ProblemCode.MSH_NOT_FIRST, "byte 0"),
                Arguments.of("MSH", ProblemCode.SEPARATORS_UNUSABLE, "MSH-2"),
                Arguments.of("MSH||A|", ProblemCode.SEPARATORS_UNUSABLE, "MSH-2"),
                Arguments.of(
                        good.replace("^~\\&|S", "&&&&|S"),
                        ProblemCode.SEPARATORS_UNUSABLE,
                        "MSH-2"),
                Arguments.of(
                        good.replace("^~\\&|S", "^~\\&#$|S"),
                        ProblemCode.SEPARATORS_UNUSABLE,
                        "MSH-2"),
                Arguments.of(
                        good.replace("ADT^A01^ADT_A01", ""),
                        ProblemCode.REQUIRED_FIELD_MISSING,
                        "MSH-9"),
                Arguments.of(
                        good.replace("MSG00001", ""), ProblemCode.REQUIRED_FIELD_MISSING, "MSH-10"),
                Arguments.of(
                        good.replace("2.5.1", ""), ProblemCode.REQUIRED_FIELD_MISSING, "MSH-12"),
                Arguments.of(
                        good.replace("2.5.1", "1.0"), ProblemCode.VERSION_UNSUPPORTED, "MSH-12"),
                Arguments.of(
                        good.replace("2.5.1", "2.3.z"), ProblemCode.VERSION_UNSUPPORTED, "MSH-12"),
                Arguments.of(
                        good.replace("UNICODE UTF-8", "KLINGON"),
                        ProblemCode.CHARSET_UNKNOWN,
                        "MSH-18"),
                Arguments.of(
                        good.replace("UNICODE UTF-8", "UNICODE UTF-16"),
                        ProblemCode.CHARSET_UNKNOWN,
                        "MSH-18"),
                Arguments.of(
                        good.replace("UNICODE UTF-8", "ASCII"),
                        ProblemCode.CHARACTER_INVALID,
                        "PID-5.1"),
                Arguments.of(good + "not a segment\r", ProblemCode.SEGMENT_NAME_INVALID, "byte"),
                Arguments.of(
                        good.replace("OBX|", "obx|"), ProblemCode.SEGMENT_NAME_INVALID, "byte"),
                Arguments.of(good + good, ProblemCode.SEVERAL_MESSAGES, "byte"),
                Arguments.of(
                        "FHS|^~\\&|A\rBHS|^~\\&|A\r" + good, ProblemCode.SEVERAL_MESSAGES, "byte"));
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void locatesEachCorruption(String text, ProblemCode code, String where) {
        var problem = catchThrowableOfType(Hl7Problem.class, () -> Messages.read(text));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.where().toString()).startsWith(where);
        assertThat(problem.text().fr()).doesNotContain("Gagn").isNotEqualTo(problem.text().en());
    }

    @Test
    void locatesAByteThatIsNotUtf8() {
        byte[] bytes = Messages.ADMISSION.getBytes(StandardCharsets.UTF_8);
        int at = Messages.ADMISSION.indexOf("004512");
        bytes[at] = (byte) 0xE9;

        var problem =
                catchThrowableOfType(
                        Hl7Problem.class, () -> Hl7Message.read(bytes, StandardCharsets.UTF_8));

        assertThat(problem.code()).isEqualTo(ProblemCode.CHARACTER_INVALID);
        assertThat(problem.where().toString()).isEqualTo("PID-3(2).1");
        assertThat(problem.where().offset()).isEqualTo(at);
    }

    @Test
    void refusesAByteThatWindows1252DoesNotHave() {
        byte[] bytes =
                Messages.ADMISSION
                        .replace("UNICODE UTF-8", "")
                        .getBytes(StandardCharsets.ISO_8859_1);
        bytes[Messages.ADMISSION.indexOf("Gagn")] = (byte) 0x81;

        var problem =
                catchThrowableOfType(
                        Hl7Problem.class, () -> Hl7Message.read(bytes, StandardCharsets.UTF_8));

        assertThat(problem.code()).isEqualTo(ProblemCode.CHARACTER_INVALID);
    }
}
