// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Joining.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** HL7 v2.5.1 §2.10.2. */
class JoiningTest {
    private static final int MOST = 100_000;

    private static String msh(String id, String pointer) {
        return "MSH|^~\\&|A|B|C|D|2026||ORU^R01|" + id + "|P|2.5||" + pointer + "\r";
    }

    private static Outcome join(String... pieces) {
        return Joining.join(bytes(List.of(pieces)), MOST);
    }

    private static List<byte[]> bytes(List<String> pieces) {
        return pieces.stream().map(piece -> piece.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static String whole(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Whole(byte[] bytes) -> Messages.text(bytes);
            case Outcome.Broken broken -> "broken: " + broken;
        };
    }

    @Test
    void joinsAtTheEndOfSegments() {
        assertThat(
                        whole(
                                join(
                                        msh("1", "") + "PID|1\rOBX|1\rDSC|p1|F\r",
                                        msh("2", "p1") + "OBX|2\rDSC|p2|F\r",
                                        msh("3", "p2") + "OBX|3\r")))
                .isEqualTo(msh("1", "") + "PID|1\rOBX|1\rOBX|2\rOBX|3\r");
    }

    @Test
    void joinsASegmentCutInTheMiddle() {
        assertThat(
                        whole(
                                join(
                                        msh("1", "") + "PID|1\rOBX|1|TX|||une lon\rADD\rDSC|p1\r",
                                        msh("2", "p1") + "ADD|gue phr\rADD\rDSC|p2\r",
                                        msh("3", "p2") + "ADD|ase|x|y\rOBX|2\r")))
                .isEqualTo(msh("1", "") + "PID|1\rOBX|1|TX|||une longue phrase|x|y\rOBX|2\r");
    }

    @Test
    void joinsASegmentContinuedWithinOneMessage() throws Hl7Problem {
        String one = msh("1", "") + "PID|1\rOBX|1|TX|||a\rADD|b\rADD||c\rOBX|2\r";

        assertThat(Joining.hasAddenda(Messages.read(one))).isTrue();
        assertThat(Joining.hasAddenda(Messages.read(Messages.ADMISSION))).isFalse();
        assertThat(whole(join(one))).isEqualTo(msh("1", "") + "PID|1\rOBX|1|TX|||ab|c\rOBX|2\r");
    }

    @Test
    void leavesAMessageThatIsWholeAsItIs() {
        assertThat(whole(join(Messages.ADMISSION))).isEqualTo(Messages.ADMISSION);
    }

    static Stream<Arguments> broken() {
        String first = msh("1", "") + "OBX|1\rDSC|p1|F\r";
        String second = msh("2", "p1") + "OBX|2\rDSC|p2|F\r";
        String third = msh("3", "p2") + "OBX|3\r";
        return Stream.of(
                Arguments.of(List.of(first, third), 1, ProblemCode.CONTINUATION_UNKNOWN, "MSH-14"),
                Arguments.of(List.of(second, third), 0, ProblemCode.CONTINUATION_UNKNOWN, "MSH-14"),
                Arguments.of(
                        List.of(first, third, second),
                        1,
                        ProblemCode.CONTINUATION_DISORDERED,
                        "MSH-14"),
                Arguments.of(
                        List.of(first, second, first.replace("p1", "p9")),
                        2,
                        ProblemCode.CONTINUATION_DISORDERED,
                        "MSH-14"),
                Arguments.of(
                        List.of(first, second, third, third),
                        3,
                        ProblemCode.CONTINUATION_DISORDERED,
                        "MSH-14"),
                Arguments.of(
                        List.of(first, second.replace("DSC|p2", "DSC|p1")),
                        1,
                        ProblemCode.CONTINUATION_REPEATED,
                        "DSC-1"),
                Arguments.of(
                        List.of(first, second), 1, ProblemCode.CONTINUATION_UNFINISHED, "DSC-1"),
                Arguments.of(List.of(first, "x"), 1, ProblemCode.MSH_NOT_FIRST, "byte 0"),
                Arguments.of(
                        List.of(first, second.replace("OBX|2", "?"), third),
                        1,
                        ProblemCode.SEGMENT_NAME_INVALID,
                        "byte"),
                Arguments.of(
                        List.of(first, second, third.replace('|', '#').replace("^~\\&", "!@%*")),
                        2,
                        ProblemCode.CONTINUATION_ENCODED_OTHERWISE,
                        "MSH-2"),
                Arguments.of(
                        List.of(
                                msh("1", "").replace("\r", "||||UNICODE UTF-8\r") + "DSC|p1\r",
                                msh("2", "p1").replace("\r", "||||8859/1\r") + "OBX|2\r"),
                        1,
                        ProblemCode.CONTINUATION_ENCODED_OTHERWISE,
                        "MSH-18"),
                Arguments.of(
                        List.of(msh("1", "") + "OBX|1\rADD\rDSC|p1\r", msh("2", "p1") + "OBX|2\r"),
                        1,
                        ProblemCode.ADDENDUM_MISPLACED,
                        "OBX"),
                Arguments.of(
                        List.of(msh("1", "") + "PID|1\rADD|x\r"),
                        0,
                        ProblemCode.ADDENDUM_MISPLACED,
                        "ADD"),
                Arguments.of(
                        List.of(msh("1", "") + "OBX|1\rADD\r"),
                        0,
                        ProblemCode.ADDENDUM_MISPLACED,
                        "ADD"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhichPieceIsWrongAndWhere(
            List<String> pieces, int piece, ProblemCode code, String where) {
        Outcome outcome = Joining.join(bytes(pieces), MOST);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken -> {
                            assertThat(broken.problem().code()).isEqualTo(code);
                            assertThat(broken.piece()).isEqualTo(piece);
                            assertThat(broken.problem().where().toString()).startsWith(where);
                        });
    }

    @Test
    void stopsAtTheSizeLimit() {
        Outcome outcome =
                Joining.join(
                        bytes(
                                List.of(
                                        msh("1", "") + "OBX|1|" + "x".repeat(90) + "\rDSC|p1\r",
                                        msh("2", "p1") + "OBX|2|" + "x".repeat(90) + "\r")),
                        200);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        broken -> {
                            assertThat(broken.problem().code())
                                    .isEqualTo(ProblemCode.MESSAGE_TOO_LARGE);
                            assertThat(broken.piece()).isEqualTo(1);
                        });
    }

    /** Cut anywhere that the chapter allows, in any number of pieces. */
    @Test
    void undoesAnyCutting() {
        var random = new Random(20261125);
        String body = "PV1|1|I\rOBX|1|TX|||un texte|\rOBX|2|TX|||a~b^c&d|\rNTE|1||fin\r";
        String original = msh("1", "") + "PID|1\r" + body;
        for (int i = 0; i < 2_000; i++) {
            List<String> pieces = cut(body, random);

            assertThat(whole(Joining.join(bytes(pieces), MOST))).isEqualTo(original);
        }
    }

    private static List<String> cut(String body, Random random) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder(msh("1", "")).append("PID|1\r");
        int at = 0;
        while (at < body.length()) {
            int next = Math.min(body.length(), at + 1 + random.nextInt(30));
            piece.append(body, at, next);
            at = next;
            boolean atSegmentEnd = body.charAt(at - 1) == '\r';
            int segmentStart = body.lastIndexOf('\r', at - 1) + 1;
            if (at == body.length() || (!atSegmentEnd && at - segmentStart < 4)) {
                continue;
            }
            String pointer = "p" + pieces.size();
            piece.append(atSegmentEnd ? "" : "\rADD\r").append("DSC|").append(pointer).append('\r');
            pieces.add(piece.toString());
            piece.setLength(0);
            piece.append(msh("x", pointer)).append(atSegmentEnd ? "" : "ADD|");
        }
        pieces.add(piece.toString());
        return pieces;
    }

    @Test
    void recognisesAFragment() throws Hl7Problem {
        assertThat(Fragment.of(Messages.read(Messages.ADMISSION))).isEmpty();
        assertThat(fragment(msh("1", "") + "OBX|1\rDSC|p1|F\r"))
                .isEqualTo(new Fragment("", "p1"))
                .matches(Fragment::isFirst);
        assertThat(fragment(msh("1", "p1") + "OBX|1\rDSC|p2\r"))
                .isEqualTo(new Fragment("p1", "p2"));
        assertThat(fragment(msh("1", "p2") + "OBX|1\r"))
                .isEqualTo(new Fragment("p2", ""))
                .matches(Fragment::isLast);
        assertThat(fragment(msh("1", "p2") + "OBX|1\rDSC|\r")).isEqualTo(new Fragment("p2", ""));
    }

    private static Fragment fragment(String text) throws Hl7Problem {
        return Fragment.of(Messages.read(text)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OBX|1\rDSC|p1|I\r",
                "QRD|2026\rDSC|p1\r",
                "MSA|AA|1\rQAK|1\rDSC|p1\r",
                "QPD|1\rDSC|p1\r",
                "OBX|1\rDSC|\r",
                "DSC|p1\rOBX|1\r"
            })
    void takesNoPageOfAnAnswerForAFragment(String rest) throws Hl7Problem {
        assertThat(Fragment.of(Messages.read(msh("1", "") + rest))).isEmpty();
    }
}
