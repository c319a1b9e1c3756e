// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What no sender means, but one day sends: bounded time, a bundle or a place. */
class HostileMessageTest {
    /** In megabytes; {@code -Pthorough} makes it 50. */
    private static final int LARGE = Integer.getInteger("hostile.megabytes", 4);

    /** In rows; {@code -Pthorough} makes it 100,000. */
    private static final int MANY = Integer.getInteger("hostile.rows", 10_000);

    private static final String HEAD = "MSH|^~\\&|A|B|C|D|20261102||%s|1|P|2.5.1\r";
    private static final String PERSON = "PID|1||7^^^H^MR||Roy^Zoé||19850612|F\r";
    private static final String ORU =
            HEAD.formatted("ORU^R01") + PERSON + "OBR|1|P|F|C^N^L|||20261102\r";
    private static final String ADT = HEAD.formatted("ADT^A01") + PERSON;

    static Stream<Arguments> hostile() {
        return Stream.of(
                of("many different OBX", ORU + rows("OBX|1|NM|%d-1^X^LN||5|m^^UCUM|1-9|N|||F\r")),
                of("many equal OBX", ORU + rows("OBX|1|NM|1-1^X^LN||5\r")),
                of("many NTE", ORU + "OBX|1|NM|1-1^X^LN||5\r" + rows("NTE|1||a\r")),
                of("many orders", HEAD.formatted("OML^O21") + PERSON + rows("ORC|NW|%d\rOBR|1\r")),
                of("many repetitions of PID-3", person("|", "%d^^^H^MR~")),
                of("many repetitions of PID-5", person("|7||", "Roy^A%d~")),
                of("many repetitions of OBX-5", ORU + "OBX|1|CE|1^X||" + times("A^B~", 10_000)),
                of("a large document", large("ED", "^a^pdf^Base64^", "QUJD")),
                of("a large text", large("TX", "", "ab\\.br\\")),
                of("a large number", large("NM", "", "9")),
                of("large escapes", large("FT", "", "\\X")),
                of("a large date", large("TS", "", "2")),
                of("many components", large("CE", "", "^")),
                of("many subcomponents", large("CE", "", "&a")),
                of("many fields", large("CE", "", "|")),
                of("many empty lines", ORU + times("\r", LARGE << 20)),
                of("many short segments", ORU + times("OBX\r", LARGE << 16)),
                of(
                        "dates that are none",
                        ADT.replace("20261102", "0000").replace("19850612", "20240230")
                                + "PV1|1|I"
                                + "|".repeat(42)
                                + "00000000|20269999\r"),
                of("separators of two bytes", "MSH\u00e9^~\\&\u00e9A\u00e9B\r"),
                of(
                        "half an escape",
                        ADT + "AL1|1|DA|P\\X0D^\\T|\\X\rOBX|1|TX|a||x\\Xzz\\ \\F \\\r"),
                of("nothing", ""),
                of("a name alone", "MSH"),
                of("a header alone", "MSH|^~\\&|"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void isAnsweredInTimeByABundleOrAPlace(String name, byte[] message) {
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> answer(message));
    }

    private static void answer(byte[] message) {
        try {
            switch (Translator.toFhir(
                    Hl7Message.read(message, StandardCharsets.UTF_8),
                    TranslationSettings.defaults())) {
                case Translation.Translated done -> assertThat(done.json()).isNotEmpty();
                case Translation.Refused refused ->
                        assertThat(refused.problem().where().toString()).isNotBlank();
            }
        } catch (Hl7Problem problem) {
            assertThat(problem.code()).isNotNull();
        }
    }

    private static Arguments of(String name, String text) {
        return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(String row) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> row.replace("%d", Integer.toString(i)))
                .collect(Collectors.joining());
    }

    private static String person(String before, String repetition) {
        String all =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> repetition.replace("%d", Integer.toString(i)))
                        .collect(Collectors.joining());
        return HEAD.formatted("ADT^A01") + "PID|1|" + before + all + "\r";
    }

    private static String large(String type, String before, String piece) {
        return ORU
                + "OBX|1|"
                + type
                + "|1-1^X^LN||"
                + before
                + times(piece, (LARGE << 20) / piece.length())
                + "\r";
    }

    private static String times(String piece, int count) {
        return piece.repeat(count);
    }
}
