// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class EditingTest {
    private static final String BEFORE =
            "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\rPID|1||12^^^X~13||N\rPV1|1|I\rZZ1|end";

    @ParameterizedTest
    @CsvSource({
        "MSH-5, X, MSH|^~\\&|A|B|X|D|",
        "MSH-9.2, A31, ADT^A31|7",
        "MSH-9.3, ADT_A05, ADT^A08^ADT_A05|7",
        "MSH-20, Z, |2.5||||||||Z",
        "PID-2, k, PID|1|k|12^^^X~13||N",
        "PID-3, k, PID|1||k||N",
        "PID-3.1, k, PID|1||k^^^X~13||N",
        "PID-3(2).4, k, PID|1||12^^^X~13^^^k||N",
        "PID-3(4), k, PID|1||12^^^X~13~~k||N",
        "PID-3.4.3, ISO, PID|1||12^^^X&&ISO~13||N",
        "PID-8, F, PID|1||12^^^X~13||N|||F",
        "PV1-2, a|b^c&d~e\\, PV1|1|a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\",
        "PV1-2, '', PV1|1|",
        "ZZ1-1, fin, ZZ1|fin"
    })
    void setsAPlaceAndLeavesTheRest(String path, String value, String expected) throws Hl7Problem {
        byte[] after = Messages.read(BEFORE).edit().set(path, value).toBytes();

        assertThat(Messages.text(after)).contains(expected);
        assertThat(Hl7Message.read(after, StandardCharsets.UTF_8).value(path).orElse(""))
                .isEqualTo(value);
        assertThat(Messages.text(after).split("\r")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "PID-3.1, PID-2, PID|1|12|12^^^X~13||N",
        "PID-3, PID-2, PID|1|12^^^X~13|12^^^X~13||N",
        "PID-3(2), PID-2, PID|1|13|12^^^X~13||N",
        "PID-3, PID-5.2, PID|1||12^^^X~13||N^12\\S\\\\S\\\\S\\X\\R\\13",
        "MSH-10, PID-18.1, PID|1||12^^^X~13||N|||||||||||||7",
        "PID-9, PID-5, PID|1||12^^^X~13||N",
        "PV2-9, PID-5, PID|1||12^^^X~13||N",
        "MSH-2, ZZ1-2, ZZ1|end|^~\\&"
    })
    void copiesAsWritten(String from, String to, String expected) throws Hl7Problem {
        byte[] after = Messages.read(BEFORE).edit().copy(from, to).toBytes();

        assertThat(Messages.text(after)).contains(expected);
    }

    @Test
    void appliesEditsInOrder() throws Hl7Problem {
        var edits =
                Edits.compile(
                        List.of(
                                new Edit.Set(FieldPath.of("PID-2"), "new"),
                                new Edit.Copy(FieldPath.of("PID-2"), FieldPath.of("PID-4")),
                                new Edit.Set(FieldPath.of("PV2-1"), "nowhere")));

        assertThat(Messages.text(edits.apply(Messages.read(BEFORE))))
                .isEqualTo(BEFORE.replace("PID|1||12^^^X~13||N", "PID|1|new|12^^^X~13|new|N"));
    }

    @Test
    void writesInTheMessagesCharacterSet() throws Hl7Problem {
        byte[] latin =
                BEFORE.replace("|2.5", "|2.5||||||8859/1").getBytes(StandardCharsets.ISO_8859_1);

        byte[] after =
                Hl7Message.read(latin, StandardCharsets.UTF_8)
                        .edit()
                        .set("PID-5", "Noël")
                        .toBytes();

        assertThat(new String(after, StandardCharsets.ISO_8859_1)).contains("|Noël");
    }

    @Test
    void refusesATextTheCharacterSetCannotWrite() throws Hl7Problem {
        var message = Messages.read(BEFORE.replace("|2.5", "|2.5||||||8859/1"));

        var problem =
                catchThrowableOfType(
                        Hl7Problem.class, () -> message.edit().set("PID-5", "Œuvre").toBytes());

        assertThat(problem.code()).isEqualTo(ProblemCode.CHARACTER_UNWRITABLE);
        assertThat(problem.where()).hasToString("PID-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MSH-1", "MSH-2", "MSH-18"})
    void doesNotChangeHowTheMessageIsRead(String path) {
        assertThatThrownBy(() -> new Edit.Set(FieldPath.of(path), "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesTheExplicitNull() throws Hl7Problem {
        assertThat(Messages.text(Messages.read(BEFORE).edit().set("PID-5", "\"\"").toBytes()))
                .contains("PID|1||12^^^X~13||\"\"\r");
    }
}
