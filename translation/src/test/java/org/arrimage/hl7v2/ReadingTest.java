// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ReadingTest {

    @Test
    void readsTheHeader() throws Hl7Problem {
        Header header = Messages.read(Messages.ADMISSION).header();

        assertThat(header.sendingApplication()).isEqualTo("SIGDU");
        assertThat(header.sendingFacility()).isEqualTo("CHUDL");
        assertThat(header.receivingApplication()).isEqualTo("ARRIMAGE");
        assertThat(header.receivingFacility()).isEqualTo("RQS");
        assertThat(header.messageCode()).isEqualTo("ADT");
        assertThat(header.triggerEvent()).isEqualTo("A01");
        assertThat(header.structure()).isEqualTo("ADT_A01");
        assertThat(header.controlId()).isEqualTo("MSG00001");
        assertThat(header.version()).isEqualTo("2.5.1");
        assertThat(header.characterSet()).isEqualTo("UNICODE UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "MSH-1, |",
        "MSH-2, ^~\\&",
        "MSH-9, ADT^A01^ADT_A01",
        "PID-3.1, GAGX85561204",
        "PID-3(2).1, 004512",
        "PID-3(2).4.2, 2.16.124.10.101.1.60.1",
        "PID-5.1, Gagné",
        "PID-5.2, Éléonore",
        "PID-11.1, 12 rue de l'Œuvre",
        "OBX-5, a&b|c^d~e\\f",
        "ZVN-2, 55412345"
    })
    void readsAnyPath(String path, String text) throws Hl7Problem {
        assertThat(Messages.read(Messages.ADMISSION).value(path)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PID-2", "PID-99", "PID-3(3).1", "PID-5.9", "PV2-1", "PID(2)-3", "OBX-5.2"})
    void findsNothingWhereNothingStands(String path) throws Hl7Problem {
        assertThat(Messages.read(Messages.ADMISSION).value(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PID", "PID-0", "pid-3", "PID-3.", "PID-3.1.1.1", "", "PID(0)-3"})
    void refusesWhatIsNoPath(String path) throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION);

        assertThatThrownBy(() -> message.value(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listsSegmentsAndRepetitionsInOrder() throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION + "OBX|2|NM|x||5\r");

        assertThat(message.segments().stream().map(Segment::name))
                .containsExactly("MSH", "EVN", "PID", "PV1", "OBX", "ZVN", "OBX");
        assertThat(message.segments().getLast().occurrence()).isEqualTo(2);
        assertThat(message.segment("PID").orElseThrow().repetitions(3)).hasSize(2);
        assertThat(message.value("OBX(2)-5")).contains("5");
    }

    @Test
    void tellsTheExplicitNullFromNothing() throws Hl7Problem {
        Segment pid =
                Messages.read(Messages.ADMISSION + "PID|2||\"\"|\r")
                        .segment("PID", 2)
                        .orElseThrow();

        assertThat(pid.field(3).isNull()).isTrue();
        assertThat(pid.field(3).isPresent()).isFalse();
        assertThat(pid.field(3).isEmpty()).isFalse();
        assertThat(pid.field(3).text()).isEmpty();
        assertThat(pid.field(4).isNull()).isFalse();
        assertThat(pid.field(4).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r"})
    void takesAnyLineEnd(String lineEnd) throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION.replace("\r", lineEnd));

        assertThat(message.segmentCount()).isEqualTo(6);
        assertThat(message.value("ZVN-2")).contains("55412345");
    }

    @Test
    void keepsALineFeedThatStandsInsideAText() throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION.replace("a\\T\\b", "first\nsecond"));

        assertThat(message.value("OBX-5").orElseThrow()).startsWith("first\nsecond");
    }

    @Test
    void takesAByteOrderMark() throws Hl7Problem {
        var message = Messages.read("\uFEFF" + Messages.ADMISSION.replace("UNICODE UTF-8", ""));

        assertThat(message.value("PID-5.1")).contains("Gagné");
        assertThat(message.remarks()).isEmpty();
    }

    @Test
    void readsOtherSeparators() throws Hl7Problem {
        var message =
                Messages.read(
                        "MSH#!@%*#A#B#C#D#2026##ADT!A08#7#P#2.3\rPID#1##12!!!X*1.2*ISO@13#a%T%b\r");

        assertThat(message.value("MSH-9.2")).contains("A08");
        assertThat(message.value("PID-3(2).1")).contains("13");
        assertThat(message.value("PID-3.4.2")).contains("1.2");
        assertThat(message.value("PID-4")).contains("a*b");
    }

    @Test
    void readsTheTruncationSignAndSendersWithFewerSigns() throws Hl7Problem {
        assertThat(Messages.read("MSH|^~\\&#|A|B|C|D|2026||ADT^A08|7|P|2.7\r").value("MSH-2"))
                .contains("^~\\&#");
        assertThat(
                        Messages.read("MSH|^~|A|B|C|D|2026||ADT^A08|7|P|2.1\rPID|1|Ā&\\T\\\r")
                                .value("PID-2"))
                .contains("Ā&\\T\\");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\X41\\b, aAb",
        "a\\XC3A9\\b, aéb",
        "a\\X4\\b, a\\X4\\b",
        "a\\XFF\\b, a\\XFF\\b",
        "a\\, a\\",
        "a\\X0, a\\X0",
        "\\H\\a\\N\\, a",
        "a\\Zloc\\b, a\\Zloc\\b",
        "C:\\dir\\E\\x, C:\\dir\\x",
        "\\in\\.in+4\\a, \\ina"
    })
    void resolvesEscapesAndKeepsWhatItDoesNotUnderstand(String written, String read)
            throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION + "NTE|1||" + written + "\r");

        assertThat(message.value("NTE-3")).contains(read);
    }

    @Test
    void turnsFormattingIntoLineEnds() throws Hl7Problem {
        var message =
                Messages.read(
                        Messages.ADMISSION + "NTE|1||un\\.br\\deux\\.sp2\\trois\\X0D0A\\fin\r");

        assertThat(message.value("NTE-3")).contains("un\ndeux\n\ntrois\nfin");
    }

    @Test
    void readsIso8859AsAnnounced() throws Hl7Problem {
        var message =
                Messages.read(
                        Messages.ADMISSION.replace("UNICODE UTF-8", "8859/1").replace('Œ', 'O'),
                        StandardCharsets.ISO_8859_1);

        assertThat(message.value("PID-5.2")).contains("Éléonore");
        assertThat(message.remarks()).isEmpty();
    }

    @Test
    void widensIso8859ToWindows1252WithARemark() throws Hl7Problem {
        var message =
                Messages.read(
                        Messages.ADMISSION.replace("UNICODE UTF-8", "8859/1"),
                        Charset.forName("windows-1252"));

        assertThat(message.value("PID-11.1")).contains("12 rue de l'Œuvre");
        assertThat(message.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.CHARSET_WIDENED);
        assertThat(message.remarks().getFirst().where()).hasToString("PID-11.1");
    }

    @Test
    void assumesWindows1252WhenNothingElseFitsAndSaysSo() throws Hl7Problem {
        var message =
                Messages.read(
                        Messages.ADMISSION.replace("UNICODE UTF-8", ""),
                        Charset.forName("windows-1252"));

        assertThat(message.value("PID-5.2")).contains("Éléonore");
        assertThat(message.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.CHARSET_ASSUMED);
    }

    @Test
    void prefersTheLinksCharacterSetThenUtf8() throws Hl7Problem {
        byte[] utf8 =
                Messages.ADMISSION.replace("UNICODE UTF-8", "").getBytes(StandardCharsets.UTF_8);

        assertThat(Hl7Message.read(utf8, StandardCharsets.US_ASCII).value("PID-5.1"))
                .contains("Gagné");
        assertThat(Hl7Message.read(utf8, StandardCharsets.ISO_8859_1).charset())
                .isEqualTo(StandardCharsets.ISO_8859_1);
    }

    @Test
    void givesItsOwnBytesBack() throws Hl7Problem {
        byte[] bytes = Messages.ADMISSION.getBytes(StandardCharsets.UTF_8);

        assertThat(Hl7Message.read(bytes, StandardCharsets.UTF_8).edit().toBytes()).isSameAs(bytes);
    }

    @Test
    void showsNoContentWhenPrinted() throws Hl7Problem {
        var message = Messages.read(Messages.ADMISSION);

        assertThat(
                        List.of(
                                        message,
                                        message.segments(),
                                        message.segment("PID").orElseThrow().field(5))
                                .toString())
                .doesNotContain("Gagn")
                .contains("PID-5");
    }
}
