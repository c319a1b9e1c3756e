// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.arrimage.mllp.Frame.Reason;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class FrameReaderTest {

    private static final int LIMIT = 64;
    private static final String SB = "\u000b";
    private static final String EB = "\u001c";
    private static final String ENDED = "\u001c\r";

    @Test
    void readsTwoBlocksOfOneRead() throws IOException {
        var stream = stream(SB + "MSH|1" + ENDED + SB + "MSH|2" + ENDED);
        var reader = new FrameReader(stream, LIMIT);

        String first = show(reader.next());
        boolean buffered = reader.hasBufferedFrame();
        String second = show(reader.next());

        assertThat(List.of(first, second)).containsExactly("MSH|1", "MSH|2");
        assertThat(buffered).isTrue();
        assertThat(reader.hasBufferedFrame()).isFalse();
        assertThat(stream.reads).isEqualTo(1);
        assertThat(reader.next()).isEqualTo(Frame.END_OF_STREAM);
    }

    @Test
    void readsTheSameWhereverTheStreamIsCut() throws IOException {
        String bytes =
                "\r\n"
                        + SB
                        + "MSH|1"
                        + ENDED
                        + "\n"
                        + SB
                        + ENDED
                        + SB
                        + "a"
                        + SB
                        + "b"
                        + EB
                        + "c"
                        + ENDED
                        + "junk"
                        + SB
                        + "x".repeat(LIMIT + 9)
                        + ENDED
                        + SB
                        + "MSH|2"
                        + ENDED;
        List<String> whole = readAll(stream(bytes));

        for (int cut = 1; cut < bytes.length(); cut++) {
            assertThat(readAll(stream(bytes.substring(0, cut), bytes.substring(cut))))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(readAll(stream(bytes.split("")))).isEqualTo(whole);
        assertThat(whole)
                .containsExactly(
                        "MSH|1",
                        "",
                        "START_INSIDE@2 ended",
                        "START_MISSING@0",
                        "TOO_LARGE@" + (LIMIT + 1) + " truncated",
                        "MSH|2");
    }

    @Test
    void reportsTheByteWhereAStreamEndsInsideABlock() throws IOException {
        String block = SB + "MSH|1" + ENDED;

        for (int cut = 1; cut < block.length(); cut++) {
            String expected = cut == block.length() - 1 ? "END_INCOMPLETE@6" : "TRUNCATED@" + cut;
            assertThat(readAll(stream(block.substring(0, cut))))
                    .as("cut at %d", cut)
                    .containsExactly(expected);
        }
    }

    @Test
    void readsABlockWithAStartInsideOnToItsEndSoThatOneAnswerFollowsOneEnd() throws IOException {
        var reader =
                new FrameReader(
                        stream(SB + "MSH|1" + SB + "MSH|2" + ENDED + SB + "MSH|3" + ENDED), LIMIT);

        var bad = (Frame.Bad) reader.next();

        assertThat(bad.reason()).isEqualTo(Reason.START_INSIDE);
        assertThat(bad.offset()).isEqualTo(6);
        assertThat(new String(bad.bytes(), ISO_8859_1))
                .isEqualTo(SB + "MSH|1" + SB + "MSH|2" + ENDED);
        assertThat(bad.ended()).isTrue();
        assertThat(show(reader.next())).isEqualTo("MSH|3");
    }

    @Test
    void readsAnEndByteWithoutItsReturnOnToTheEndMarker() throws IOException {
        assertThat(readAll(stream(SB + "a" + EB + "b" + ENDED + SB + "c" + ENDED)))
                .containsExactly("END_INCOMPLETE@2 ended", "c");
        assertThat(readAll(stream(SB + "a" + EB + ENDED)))
                .containsExactly("END_INCOMPLETE@2 ended");
        assertThat(readAll(stream(SB + "a" + EB + SB + "b" + ENDED)))
                .containsExactly("END_INCOMPLETE@2 ended");
    }

    @Test
    void reportsAPeerThatFallsSilentAfterAnEndByteAndReadsItsNextBlock() throws IOException {
        var reader =
                new FrameReader(
                        stream(SB + "a" + EB).thenSilence().then(bytes(SB + "b" + ENDED)), LIMIT);

        String first = show(reader.next());
        String second = show(reader.next());

        assertThat(List.of(first, second)).containsExactly("END_INCOMPLETE@2", "b");
    }

    @Test
    void reportsSilenceInsideABlockButLeavesSilenceBetweenBlocksToTheOwner() throws IOException {
        var reader = new FrameReader(stream(SB + "ab").thenSilence().thenSilence(), LIMIT);

        String first = show(reader.next());

        assertThat(first).isEqualTo("TRUNCATED@3");
        assertThatThrownBy(reader::next).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void acceptsABodyOfTheLimitAndRefusesOneByteMore() throws IOException {
        String largest = "x".repeat(LIMIT);

        assertThat(readAll(stream(SB + largest + ENDED))).containsExactly(largest);
        assertThat(readAll(stream(SB + largest + "x" + ENDED + SB + "b" + ENDED)))
                .containsExactly("TOO_LARGE@65 truncated", "b");
    }

    @Test
    void reportsTooLargeBeforeTheRestHasCome() throws IOException {
        var stream =
                stream(SB + "x".repeat(LIMIT), "y", "z".repeat(10_000), ENDED + SB + "b" + ENDED);
        var reader = new FrameReader(stream, LIMIT);

        var bad = (Frame.Bad) reader.next();

        assertThat(stream.reads).isEqualTo(2);
        assertThat(bad.bytes()).hasSize(LIMIT + 1);
        assertThat(show(reader.next())).isEqualTo("b");
    }

    @Test
    void reportsGarbageUpToTheNextStartOrItsOwnEndMarker() throws IOException {
        assertThat(readAll(stream("MSH|1" + ENDED + SB + "b" + ENDED)))
                .containsExactly("START_MISSING@0 ended", "b");
        assertThat(readAll(stream("GET / HTTP/1.1\r\n\r\n"))).containsExactly("START_MISSING@0");
        assertThat(readAll(stream("y".repeat(LIMIT * 3) + SB + "b" + ENDED)))
                .containsExactly("START_MISSING@0 truncated", "b");
    }

    @Test
    void toleratesWhiteSpaceBetweenBlocks() throws IOException {
        assertThat(
                        readAll(
                                stream(
                                        " \t\r\n" + SB + "a" + ENDED + "\r\n\n" + SB + "b" + ENDED
                                                + "\r")))
                .containsExactly("a", "b");
    }

    @Test
    void tellsItsOwnerWhetherItWaitsInsideABlock() throws IOException {
        List<Boolean> waits = new ArrayList<>();
        var reader = new FrameReader(stream(SB + "a", "b" + ENDED), LIMIT, waits::add);

        reader.next();
        reader.next();

        assertThat(waits).containsExactly(false, true, false);
    }

    @Test
    void neverThrowsAndLosesNoGoodBlockWhateverTheCutsAndFaults() throws IOException {
        var random = new Random(20_261_123);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder sent = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String body = letters(random, random.nextInt(LIMIT + 1));
                switch (random.nextInt(4)) {
                    case 0 -> sent.append(SB).append('q').append(SB).append(ENDED);
                    case 1 -> sent.append("garbage").append(ENDED);
                    default -> {
                        sent.append(SB).append(body).append(ENDED);
                        expected.add(body);
                    }
                }
            }
            List<String> read = readAll(new ChoppedStream(chop(random, bytes(sent.toString()))));

            assertThat(read.stream().filter(s -> !s.contains("@")))
                    .as("round %d", round)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void survivesRandomBytes() throws IOException {
        var random = new Random(7);
        byte[] alphabet = bytes(SB + EB + "\r\n aZ");
        for (int round = 0; round < 5_000; round++) {
            byte[] noise = new byte[random.nextInt(3 * LIMIT)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = alphabet[random.nextInt(alphabet.length)];
            }
            List<String> whole = readAll(new ChoppedStream(noise));

            assertThat(readAll(new ChoppedStream(chop(random, noise))))
                    .as("round %d", round)
                    .isEqualTo(whole);
        }
    }

    @Test
    void findsMarksAtEveryPlaceOfAWord() {
        for (int length = 0; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 0x0C);
                bytes[at] = at % 2 == 0 ? Frame.START : Frame.END;
                int expected = at;
                assertThat(
                                IntStream.rangeClosed(0, at)
                                        .map(from -> Marks.next(bytes, from, bytes.length)))
                        .allMatch(found -> found == expected);
            }
        }
    }

    private static List<String> readAll(ChoppedStream stream) throws IOException {
        var reader = new FrameReader(stream, LIMIT);
        List<String> frames = new ArrayList<>();
        while (true) {
            Frame frame = reader.next();
            if (frame instanceof Frame.End) {
                return frames;
            }
            frames.add(show(frame));
        }
    }

    private static String show(Frame frame) {
        return switch (frame) {
            case Frame.Complete complete -> new String(complete.body(), ISO_8859_1);
            case Frame.Bad bad ->
                    bad.reason()
                            + "@"
                            + bad.offset()
                            + (bad.ended() ? " ended" : "")
                            + (bad.truncatedBytes() ? " truncated" : "");
            case Frame.Large _ -> "LARGE";
            case Frame.End _ -> "END";
        };
    }

    private static byte[][] chop(Random random, byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces.toArray(byte[][]::new);
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static ChoppedStream stream(String... pieces) {
        return new ChoppedStream(
                Arrays.stream(pieces).map(FrameReaderTest::bytes).toArray(byte[][]::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
