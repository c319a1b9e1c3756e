// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.junit.jupiter.api.Test;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class ReceiverTest {
    private static final String MESSAGE =
            String.join(
                    "\r",
                    "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261102083015||ADT^A12^ADT_A12|MSG00001|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "EVN|A12|20261102083000",
                    "PID|1||GAGX85561204^^^RAMQ^JHN|11^^^55412345^PRI~22^^^55498765^PRI|Gagné\\T\\Cœur^Éléonore||19850612|X|||12"
                        + " rue de l'Œuvre^^Lévis^QC^G6V 1A1",
                    "PV1|1|I",
                    "");

    private static final String SWAP =
            String.join(
                    "\r",
                    "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261102083015||ADT^A17^ADT_A17|MSG00002|P|2.5.1",
                    "EVN|A17|20261102083000",
                    "PID|1||1^^^CHUDL||A^B",
                    "PV1|1|I|3E^312",
                    "PID|2||2^^^CHUDL||C^D",
                    "PV1|2|I|3E^313",
                    "");

    @Test
    void changesNothingForAReceiverThatAsksForNothing() {
        assertThat(text(prepared(MESSAGE, Map.of()).getFirst(), StandardCharsets.UTF_8))
                .isEqualTo(MESSAGE);
    }

    @Test
    void writesCapitalsWithoutAccentsAndLeavesEscapesWhole() {
        String written =
                one(MESSAGE, Map.of("capitals", true, "withoutAccents", true, "charset", "ASCII"));

        assertThat(written)
                .contains("|GAGNE\\T\\COEUR^ELEONORE|", "|12 RUE DE L'OEUVRE^^LEVIS^QC^G6V 1A1")
                .contains("|ASCII\r");
    }

    @Test
    void writesTheReceiversCharacterSetAndSaysSo() {
        Map<String, Object> latin9 = Map.of("charset", "8859/15");
        Map<String, Object> latin1 = Map.of("charset", "8859/1", "unwritable", "transliterate");
        Map<String, Object> escaped = Map.of("charset", "8859/1", "unwritable", "escape");

        String nine = text(prepared(MESSAGE, latin9).getFirst(), Charset.forName("ISO-8859-15"));

        assertThat(nine).contains("8859/15", "Cœur", "Œuvre");
        assertThat(text(prepared(MESSAGE, latin1).getFirst(), StandardCharsets.ISO_8859_1))
                .contains("8859/1\r", "Éléonore", "Coeur", "OEuvre");
        assertThat(text(prepared(MESSAGE, escaped).getFirst(), StandardCharsets.ISO_8859_1))
                .contains("C\\XC593\\ur");
    }

    @Test
    void refusesACharacterThatCannotBeWrittenAtItsPlace() {
        Receiver.Prepared prepared = prepare(MESSAGE, Map.of("charset", "8859/1"));

        Hl7Problem problem = ((Receiver.Prepared.Refused) prepared).problem();
        assertThat(problem.code()).isEqualTo(ProblemCode.CHARACTER_UNWRITABLE);
        assertThat(problem.where().toString()).isEqualTo("PID-5");
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() {
        Map<String, Object> profile = Map.of("lengths", Map.of("PID-5.1", 6, "PID-11", 20));

        var prepared = (Receiver.Prepared.Messages) prepare(MESSAGE, profile);

        assertThat(text(prepared.messages().getFirst(), StandardCharsets.UTF_8))
                .contains("|Gagné\\T\\^Éléonore|", "|12 rue de l'Œuvre^^L");
        assertThat(prepared.remarks())
                .extracting(Remark::code)
                .containsExactly(ProblemCode.VALUE_CUT, ProblemCode.VALUE_CUT);
    }

    @Test
    void refusesWhatIsTooLongWhereTheProfileSaysSo() {
        Map<String, Object> profile =
                Map.of("lengths", Map.of("PID-5.1", Map.of("most", 6, "longer", "refuse")));

        Receiver.Prepared prepared = prepare(MESSAGE, profile);

        assertThat(((Receiver.Prepared.Refused) prepared).problem().where().toString())
                .isEqualTo("PID-5.1");
    }

    @Test
    void changesCodesSpacesEmptyFieldsAndFixedValues() {
        Map<String, Object> profile =
                Map.of(
                        "codes", Map.of("PID-8", Map.of("keep", List.of("M", "F"), "others", "U")),
                        "withoutSpaces", List.of("PID-11.5"),
                        "erase", List.of("PID-13", "PID-5"),
                        "constants", Map.of("MSH-5", "SOFTLAB", "PV1-3.4", "CHUDL"));

        String written = one(MESSAGE, profile);

        assertThat(written)
                .contains("|19850612|U|", "^QC^G6V1A1", "||\"\"\r", "|SOFTLAB|RQS|")
                .contains("PV1|1|I|^^^CHUDL")
                .contains("|Gagné\\T\\Cœur^");
    }

    @Test
    void sendsAnEventUnderAnother() {
        String written = one(MESSAGE, Map.of("events", Map.of("A12", "A02")));

        assertThat(written).contains("|ADT^A02^ADT_A02|", "EVN|A02|");
    }

    @Test
    void refusesAnEventTheReceiverDoesNotTake() {
        Receiver.Prepared prepared = prepare(MESSAGE, Map.of("accept", List.of("A01")));

        assertThat(((Receiver.Prepared.Refused) prepared).problem().code())
                .isEqualTo(ProblemCode.EVENT_NOT_FOR_RECEIVER);
    }

    @Test
    void splitsASwapInTwoTransfers() {
        List<byte[]> two =
                prepared(SWAP, Map.of("split", List.of("A17"), "events", Map.of("A17", "A02")));

        assertThat(two).hasSize(2);
        assertThat(text(two.get(0), StandardCharsets.UTF_8))
                .contains("|ADT^A02^ADT_A02|MSG00002-1|", "PID|1||1^^^CHUDL", "3E^312")
                .doesNotContain("3E^313");
        assertThat(text(two.get(1), StandardCharsets.UTF_8))
                .contains("|MSG00002-2|", "PID|1||2^^^CHUDL", "3E^313");
    }

    @Test
    void sendsOneMessageToEachInstallationWithItsOwnSegment() {
        Map<String, Object> profile =
                Map.of(
                        "installations", Map.of("fields", List.of("PID-4"), "type", "PRI"),
                        "segments", Map.of("ZVN", Map.of("1", "{installation}", "2", "{file}")));

        List<byte[]> two = prepared(MESSAGE, profile);

        assertThat(two).hasSize(2);
        assertThat(text(two.get(0), StandardCharsets.UTF_8))
                .contains("|11^^^55412345^PRI|", "\rZVN|55412345|11\r", "GAGX85561204")
                .doesNotContain("55498765");
        assertThat(text(two.get(1), StandardCharsets.UTF_8))
                .contains("|22^^^55498765^PRI|", "\rZVN|55498765|22\r");
    }

    @Test
    void sendsNoMergeToAnInstallationThatKnowsOneSideOnly() {
        String merge = MESSAGE + "MRG|99^^^55498765^PRI\r";
        Map<String, Object> profile =
                Map.of(
                        "installations",
                        Map.of(
                                "fields",
                                List.of("PID-4", "MRG-1"),
                                "type",
                                "PRI",
                                "numbers",
                                Map.of("55498765", "1234"),
                                "listedOnly",
                                false));

        List<byte[]> one = prepared(merge, profile);

        assertThat(one).hasSize(1);
        assertThat(text(one.getFirst(), StandardCharsets.UTF_8))
                .contains("22^^^55498765^PRI", "MRG|99");
    }

    @Test
    void worksWithTheSignsOfTheSender() {
        String other =
                "MSH#*!?@#A#B#C#D#20261102##ADT*A08#1#P#2.3\rPID#1##12*** CH#x#Gagné*Éva!Roy*Éva\r";

        String written = one(other, Map.of("capitals", List.of("PID-5")));

        assertThat(written).contains("#GAGNÉ*ÉVA!ROY*ÉVA\r");
    }

    @Test
    void escapesAPlainLetterThatWouldDivideAField() {
        String wide = MESSAGE.replace("Éléonore", "É｜＾");
        Map<String, Object> latin = Map.of("charset", "8859/1", "unwritable", "transliterate");

        String bare = one(wide, Map.of("withoutAccents", true));
        byte[] transliterated = prepared(wide, latin).getFirst();

        assertThat(bare).contains("Coeur^E\\F\\\\S\\|");
        assertThat(text(transliterated, StandardCharsets.ISO_8859_1))
                .contains("Coeur^É\\F\\\\S\\|");
    }

    @Test
    void namesTheKeyOfAProfileItCannotUse() {
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("capital", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("capital: unknown");
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("lengths", Map.of("PID5", 3))))
                .hasMessageStartingWith("lengths.PID5: not a field path");
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("constants", Map.of("MSH-18", "x"))))
                .hasMessageContaining("MSH-18");
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("erase", List.of("OBX(3)-5"))))
                .hasMessageStartingWith("erase: OBX(3)-5 means every segment");
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("lengths", Map.of("MSH-2", 1))))
                .hasMessageStartingWith("lengths.MSH-2:");
        assertThatThrownBy(() ->
                        ReceiverProfile.of(Map.of("codes", Map.of("PID-8", Map.of("kept", "M")))))
                .hasMessageStartingWith("codes.PID-8.kept: unknown");
        assertThatThrownBy(() -> ReceiverProfile.of(Map.of("charset", "klingon")))
                .hasMessageStartingWith("charset:");
    }

    private static String one(String message, Map<String, ?> profile) {
        List<byte[]> messages = prepared(message, profile);
        assertThat(messages).hasSize(1);
        return text(messages.getFirst(), StandardCharsets.UTF_8);
    }

    private static List<byte[]> prepared(String message, Map<String, ?> profile) {
        Receiver.Prepared prepared = prepare(message, profile);
        assertThat(prepared).isInstanceOf(Receiver.Prepared.Messages.class);
        return ((Receiver.Prepared.Messages) prepared).messages();
    }

    private static Receiver.Prepared prepare(String message, Map<String, ?> profile) {
        try {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            return Receiver.prepare(
                    Hl7Message.read(bytes, StandardCharsets.UTF_8), ReceiverProfile.of(profile));
        } catch (Hl7Problem unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String text(byte[] bytes, Charset charset) {
        return new String(bytes, charset);
    }
}
