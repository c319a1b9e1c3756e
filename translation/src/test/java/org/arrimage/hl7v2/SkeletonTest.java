// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class SkeletonTest {

    private static final long SEED = Long.getLong("seed", 20_260_302);
    private static final int LARGE = SkeletonWriter.LARGEST_VALUE + 1;
    private static final String MSH =
            "MSH|^~\\&|SIL|HSM|ARRIMAGE|SNDE|20260302080000||ORU^R01|A1|P|2.5.1";

    /** A message divided. */
    private record Divided(byte[] skeleton, byte[] values) {
        byte[] whole() throws IOException {
            var out = new ByteArrayOutputStream();
            Skeleton.writeTo(
                    out,
                    skeleton,
                    (from, length, to) -> to.write(values, (int) from, (int) length));
            return out.toByteArray();
        }
    }

    @Test
    void movesWhatIsLongerThanTheLimitAndNothingElse() throws Exception {
        String report = "A".repeat(LARGE);
        String note = "B".repeat(LARGE - 1);
        byte[] message = ascii(MSH + "\rOBX|1|ED|P||^^PDF^Base64^" + report + "\rNTE|1||" + note);

        Divided divided = divide(message, message.length);

        assertThat(new String(divided.values(), US_ASCII)).isEqualTo(report);
        assertThat(divided.skeleton().length).isLessThan(note.length() + 200);
        assertThat(divided.whole()).isEqualTo(message);
    }

    @Test
    void givesBackEveryMessageByteForByteWhereverItIsCut() throws Exception {
        Random chance = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            byte[] message = randomMessage(chance);
            Divided whole = divide(message, message.length);

            assertThat(whole.whole()).as("seed %d, round %d", SEED, round).isEqualTo(message);
            for (int most : new int[] {7, 1_000, 64 * 1024}) {
                Divided cut = divideAtRandom(message, most, chance);
                assertThat(cut.skeleton()).isEqualTo(whole.skeleton());
                assertThat(cut.values()).isEqualTo(whole.values());
            }
        }
    }

    @Test
    void dividesTheSameWhenCutAtEachByteAroundALineEnd() throws Exception {
        String value = "x\ny".repeat(LARGE / 2);
        byte[] message =
                ascii(MSH + "\nOBX|1|FT|P||" + value + "\nOBX|2|FT|P||" + value + "\r\nNTE|1\n");
        Divided whole = divide(message, message.length);
        int second = new String(message, US_ASCII).indexOf("\nOBX|2");

        assertThat(whole.values()).hasSize(2 * value.length());
        for (int cut = second - 3; cut < second + 9; cut++) {
            Divided divided = divideAt(message, cut);
            assertThat(divided.skeleton()).as("cut at %d", cut).isEqualTo(whole.skeleton());
            assertThat(divided.whole()).isEqualTo(message);
        }
    }

    @Test
    void keepsWhatAMessageIsToldAndOrderedBy() throws Exception {
        String id = "7".repeat(LARGE);
        byte[] message = ascii(MSH + "\rPID|1||" + id + "^^^HSM^MR\rMRG|" + id + "\r");

        Divided divided = divide(message, message.length);

        assertThat(divided.values()).isEmpty();
        assertThat(divided.skeleton()).isEqualTo(message);
    }

    @Test
    void leavesWholeWhatIsNoMessage() throws Exception {
        for (String begin : List.of("FHS|^~\\&|A\rBHS|^~\\&\r" + MSH, "MSH||||", "garbage")) {
            byte[] bytes = ascii(begin + "\rOBX|1|ED|P||" + "A".repeat(LARGE) + "\r");

            assertThat(divide(bytes, 999).skeleton()).isEqualTo(bytes);
        }
    }

    @Test
    void readsASkeletonAsItWouldReadTheMessage() throws Exception {
        List<String> texts = new ArrayList<>();
        for (String sign : List.of("é", "œ", "€", "Ω", "\u0085", "ÿ", "漢", "😀")) {
            texts.add(sign.repeat(LARGE));
            texts.add("A".repeat(LARGE) + sign);
        }
        for (String set : List.of("", "UNICODE UTF-8", "8859/1", "8859/7", "ASCII")) {
            for (Charset written : List.of(UTF_8, ISO_8859_1, Characters.WINDOWS_1252)) {
                for (String text : texts) {
                    String message = MSH + "||||||" + set + "\rOBX|1|TX|P||" + text + "\r";
                    byte[] bytes = message.getBytes(written);

                    assertThat(read(divide(bytes, 4_099).skeleton()))
                            .as("%s written in %s", set, written)
                            .isEqualTo(read(bytes));
                }
            }
        }
    }

    /** The character set, or why it cannot be read and in which field. */
    private static String read(byte[] bytes) {
        try {
            Hl7Message message = Hl7Message.read(bytes, UTF_8);
            return message.charset() + " " + message.remarks().size();
        } catch (Hl7Problem problem) {
            return problem.code() + " " + problem.where();
        }
    }

    @Test
    void editsASkeletonAsItWouldEditTheMessage() throws Exception {
        String value = "A".repeat(LARGE);
        byte[] message = ascii(MSH + "\rOBX|1|ED|P||^^PDF^Base64^" + value + "\rZED|1|x\r");
        Edits edits =
                Edits.compile(
                        List.of(
                                new Edit.Set(FieldPath.of("MSH-5"), "CLINIQUE"),
                                new Edit.Copy(FieldPath.of("OBX-5"), FieldPath.of("ZED-4")),
                                new Edit.Copy(FieldPath.of("OBX-5.5"), FieldPath.of("ZED-5.2")),
                                new Edit.Set(FieldPath.of("OBX-5.5"), "")));
        Divided divided = divide(message, 8_192);

        byte[] edited = edits.apply(Hl7Message.read(divided.skeleton(), UTF_8));

        assertThat(new Divided(edited, divided.values()).whole())
                .isEqualTo(edits.apply(Hl7Message.read(message, UTF_8)));
    }

    @Test
    void saysWhereTheFirstLargeValueIs() throws Exception {
        byte[] message = ascii(MSH + "\rOBX|1\rOBX|2|ED|P||^^PDF^Base64^" + "A".repeat(LARGE));

        byte[] skeleton = divide(message, 100).skeleton();

        assertThat(Skeleton.firstLargeValue(Hl7Message.read(skeleton, UTF_8)))
                .hasToString("OBX(2)-5.5");
    }

    @Test
    void refusesTheByteThatBeginsAPlaceholder() {
        byte[] message = ascii(MSH + "\rOBX|1|TX|P||\u001c0x9xL" + "A".repeat(LARGE));

        assertThatThrownBy(() -> divide(message, 512)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASkeletonWhosePlaceholderIsBroken() {
        for (String broken :
                List.of("\u001c", "\u001c1x2xAL", "\u001cx1xL", "\u001c1xxL", "\u001c1x2x")) {
            assertThatThrownBy(() -> new Divided(ascii("MSH" + broken), new byte[9]).whole())
                    .as(broken)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesMoreSmallValuesThanMemoryMayHold() {
        String segment = "OBX|1|TX|P||" + "A".repeat(1_000) + "\r";
        byte[] message = ascii(MSH + "\r" + segment.repeat(17_000));

        assertThatThrownBy(() -> divide(message, 64 * 1024))
                .isInstanceOf(SkeletonWriter.TooLarge.class);
    }

    private static Divided divide(byte[] message, int pieces) throws Exception {
        var values = new ByteArrayOutputStream();
        var writer = new SkeletonWriter(values);
        for (int at = 0; at < message.length; at += pieces) {
            writer.write(message, at, Math.min(message.length, at + pieces));
        }
        writer.end();
        return new Divided(writer.skeleton(), values.toByteArray());
    }

    private static Divided divideAt(byte[] message, int cut) throws Exception {
        var values = new ByteArrayOutputStream();
        var writer = new SkeletonWriter(values);
        writer.write(message, 0, cut);
        writer.write(message, cut, message.length);
        writer.end();
        return new Divided(writer.skeleton(), values.toByteArray());
    }

    private static Divided divideAtRandom(byte[] message, int most, Random chance)
            throws Exception {
        var values = new ByteArrayOutputStream();
        var writer = new SkeletonWriter(values);
        for (int at = 0; at < message.length; ) {
            int to = Math.min(message.length, at + 1 + chance.nextInt(most));
            writer.write(message, at, to);
            at = to;
        }
        writer.end();
        return new Divided(writer.skeleton(), values.toByteArray());
    }

    /** Odd signs, odd line ends, and values of lengths around the limit. */
    private static byte[] randomMessage(Random chance) {
        char[] signs = shuffled(chance);
        String ending = List.of("\r", "\n", "\r\n").get(chance.nextInt(3));
        var text = new StringBuilder(chance.nextInt(4) == 0 ? "\r\n" : "");
        text.append("MSH").append(signs[0]).append(signs, 1, 1 + chance.nextInt(4));
        text.append(signs[0]).append("A");
        for (int segments = 1 + chance.nextInt(4); segments > 0; segments--) {
            text.append(ending).append(List.of("OBX", "PID", "ZZ1").get(chance.nextInt(3)));
            for (int values = 1 + chance.nextInt(6); values > 0; values--) {
                text.append(signs[chance.nextInt(5)]).append(randomValue(chance));
            }
        }
        text.append(chance.nextBoolean() ? ending : "");
        return text.toString().getBytes(ISO_8859_1);
    }

    private static char[] shuffled(Random chance) {
        char[] signs = "|^~\\&!#$%*+-/:;<=>?@[]_`{}".toCharArray();
        for (int i = 0; i < 5; i++) {
            int other = i + chance.nextInt(signs.length - i);
            char kept = signs[i];
            signs[i] = signs[other];
            signs[other] = kept;
        }
        return signs;
    }

    private static String randomValue(Random chance) {
        int length =
                chance.nextInt(3) > 0
                        ? chance.nextInt(40)
                        : SkeletonWriter.LARGEST_VALUE - 2 + chance.nextInt(5);
        var value = new StringBuilder(length);
        String letters = chance.nextBoolean() ? "ABC012xoL" : "AxL\n\u00e9\u0085\u00c3\u00a9OBX|";
        for (int i = 0; i < length; i++) {
            value.append(letters.charAt(chance.nextInt(letters.length())));
        }
        return value.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
