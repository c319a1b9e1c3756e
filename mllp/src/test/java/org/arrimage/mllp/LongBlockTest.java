// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.arrimage.mllp.Frame.Reason;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class LongBlockTest {

    private static final int IN_MEMORY = 64;
    private static final int LIMIT = 100_000;
    private static final String LONG = "MSH|long|" + "x".repeat(20_000);
    private static final String SB = "\u000b";
    private static final String EB = "\u001c";
    private static final String ENDED = "\u001c\r";

    private final List<Kept> bodies = new ArrayList<>();
    private Optional<Reason> refusal = Optional.empty();
    private int refusedAfter = Integer.MAX_VALUE;

    /** Keeps what it is given. */
    private final class Kept implements Overflow.Body {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;
        private boolean abandoned;

        @Override
        public Optional<Reason> write(byte[] piece, int from, int to) {
            bytes.write(piece, from, to - from);
            return bytes.size() > refusedAfter ? refusal : Optional.empty();
        }

        @Override
        public int held() {
            return bytes.size();
        }

        @Override
        public Optional<Reason> end() {
            ended = true;
            return refusedAfter == 0 ? refusal : Optional.empty();
        }

        @Override
        public Frame frame() {
            return new Frame.Large(this);
        }

        @Override
        public void abandon() {
            abandoned = true;
        }
    }

    private final Overflow overflow =
            new Overflow() {
                @Override
                public int inMemory() {
                    return IN_MEMORY;
                }

                @Override
                public Body begin() {
                    Kept kept = new Kept();
                    bodies.add(kept);
                    return kept;
                }
            };

    @Test
    void passesOnWhatIsTooLongAndHoldsTheRest() throws IOException {
        String stream =
                SB
                        + "short"
                        + ENDED
                        + SB
                        + LONG
                        + ENDED
                        + "\r\n"
                        + SB
                        + "y".repeat(IN_MEMORY)
                        + ENDED;

        assertThat(readAll(stream))
                .containsExactly("short", "LARGE " + LONG, "y".repeat(IN_MEMORY));
    }

    @Test
    void readsTheSameWhereverTheStreamIsCut() throws IOException {
        String stream = SB + "y".repeat(IN_MEMORY + 1) + ENDED + SB + "short" + ENDED;
        List<String> whole = readAll(stream);

        for (int cut = 1; cut < stream.length(); cut++) {
            assertThat(read(stream.substring(0, cut), stream.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(read(stream.split(""))).isEqualTo(whole);
        assertThat(whole).containsExactly("LARGE " + "y".repeat(IN_MEMORY + 1), "short");
    }

    @Test
    void abandonsABlockThatIsNoneAndSaysWhere() throws IOException {
        assertThat(readAll(SB + LONG + SB + "a" + ENDED + SB + "next" + ENDED))
                .containsExactly("START_INSIDE@" + (LONG.length() + 1), "next");
        assertThat(readAll(SB + LONG + EB + "a" + ENDED + SB + "next" + ENDED))
                .containsExactly("END_INCOMPLETE@" + (LONG.length() + 1), "next");
        assertThat(readAll(SB + LONG)).containsExactly("TRUNCATED@" + (LONG.length() + 1));
        assertThat(readAll(SB + LONG + EB))
                .containsExactly("END_INCOMPLETE@" + (LONG.length() + 1));
        assertThat(bodies).hasSize(4).allMatch(each -> each.abandoned && !each.ended);
    }

    @Test
    void refusesWhatPassesTheLimitAtOnceAndKeepsItsBeginning() throws IOException {
        var reader = reader(new ChoppedStream(bytes(SB + "z".repeat(LIMIT + 1))).thenSilence());

        var bad = (Frame.Bad) reader.next();

        assertThat(bad.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(bad.offset()).isEqualTo(LIMIT + 1);
        assertThat(bad.bytes()).hasSize(LongBlock.HEAD + 1).startsWith(0x0B, 'z');
        assertThat(bad.ended()).isFalse();
        assertThat(bodies.getFirst().abandoned).isTrue();
    }

    @Test
    void saysWhyItsOwnerTookNoMore() throws IOException {
        refusal = Optional.of(Reason.NOT_KEPT);
        refusedAfter = 10_000;

        assertThat(readAll(SB + LONG + ENDED + SB + "next" + ENDED).getFirst())
                .startsWith("NOT_KEPT@");
        refusedAfter = 0;
        assertThat(readAll(SB + LONG + ENDED).getFirst()).startsWith("NOT_KEPT@");
        assertThat(bodies).hasSize(2).allMatch(each -> each.abandoned);
    }

    @Test
    void abandonsABlockWhoseConnectionBreaks() {
        InputStream broken =
                new InputStream() {
                    private boolean given;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        if (given) {
                            throw new IOException("reset");
                        }
                        given = true;
                        byte[] begin = bytes(SB + "x".repeat(IN_MEMORY + 10));
                        System.arraycopy(begin, 0, target, offset, begin.length);
                        return begin.length;
                    }
                };

        assertThatThrownBy(() -> reader(broken).next()).hasMessage("reset");
        assertThat(bodies.getFirst().abandoned).isTrue();
    }

    @Test
    void tellsItsOwnerOfTheMemoryThatABlockHolds() throws IOException {
        List<Integer> told = new ArrayList<>();
        var watch =
                new FrameReader.BeforeRead() {
                    @Override
                    public void waiting(boolean insideBlock) {
                        assertThat(insideBlock).isEqualTo(!told.isEmpty() || insideBlock);
                    }

                    @Override
                    public void growing(int bytes) {
                        told.add(bytes);
                    }
                };
        var stream = new ChoppedStream(bytes(SB + LONG + ENDED));

        new FrameReader(stream, LIMIT, watch, overflow).next();

        assertThat(told).isSorted().isNotEmpty();
        assertThat(told.getLast()).isGreaterThan(LongBlock.HEAD);
    }

    @Test
    void boundsGarbageByMemoryToo() throws IOException {
        assertThat(readAll("g".repeat(IN_MEMORY + 1)).getFirst()).isEqualTo("START_MISSING@0");
    }

    private List<String> readAll(String stream) throws IOException {
        return read(stream);
    }

    private List<String> read(String... pieces) throws IOException {
        var stream =
                new ChoppedStream(
                        Arrays.stream(pieces).map(LongBlockTest::bytes).toArray(byte[][]::new));
        var reader = reader(stream);
        List<String> frames = new ArrayList<>();
        for (Frame frame = reader.next(); frame != Frame.END_OF_STREAM; frame = reader.next()) {
            frames.add(show(frame));
        }
        return frames;
    }

    private FrameReader reader(InputStream stream) {
        return new FrameReader(stream, LIMIT, _ -> {}, overflow);
    }

    private static String show(Frame frame) {
        return switch (frame) {
            case Frame.Complete(byte[] body) -> new String(body, ISO_8859_1);
            case Frame.Large(Overflow.Body body) ->
                    "LARGE " + ((Kept) body).bytes.toString(ISO_8859_1);
            case Frame.Bad bad -> bad.reason() + "@" + bad.offset();
            case Frame.End _ -> "END";
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
