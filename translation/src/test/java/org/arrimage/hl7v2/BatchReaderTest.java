// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.arrimage.hl7v2.Batches.BHS;
import static org.arrimage.hl7v2.Batches.FHS;
import static org.arrimage.hl7v2.Batches.message;
import static org.arrimage.hl7v2.Batches.only;
import static org.arrimage.hl7v2.Batches.read;
import static org.arrimage.hl7v2.Batches.shape;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** HL7 v2.5.1 §2.10.3. */
class BatchReaderTest {

    @Test
    void walksAFileOfTwoBatches() {
        String file =
                FHS
                        + BHS
                        + message(1)
                        + message(2)
                        + "BTS|2\r"
                        + BHS.replace("B1", "B2")
                        + message(3)
                        + "BTS|1\rFTS|2\r";

        assertThat(shape(read(file)))
                .containsExactly(
                        "FHS F1",
                        "BHS B1",
                        "1/1/1 M1",
                        "1/1/2 M2",
                        "BTS 2",
                        "BHS B2",
                        "1/2/1 M3",
                        "BTS 1",
                        "FTS 2");
    }

    @Test
    void readsABareSequenceEachMessageWithItsOwnSeparators() {
        String second = "MSH#!@%*#LAB#CHUDL###2026##ADT!A08#M2#P#2.5\rPID#1##2!!!X\r";

        List<BatchItem> items = read(message(1) + second + message(3));

        assertThat(shape(items)).containsExactly("0/1/1 M1", "0/1/2 M2", "0/1/3 M3");
        assertThat(Messages.text(Batches.messages(items).get(1))).isEqualTo(second);
    }

    @Test
    void givesTheBytesOfEachMessageUnchanged() {
        String odd = "MSH|^~\\&|É|\r\nPID|1||2\r\n\r\nOBX|1|FT|||a\nb\r\n";

        List<BatchItem> items = read(BHS + odd + "\r\n" + message(2) + "BTS|2\r\n\u001a");

        assertThat(Messages.text(Batches.messages(items).getFirst())).isEqualTo(odd);
        assertThat(shape(items)).last().isEqualTo("BTS 2");
    }

    @Test
    void saysWhereEachMessageBegins() {
        String before = FHS + BHS + message(1);

        BatchItem second = read(before + message(2) + "BTS|2\rFTS|1\r").get(3);

        assertThat(second.place()).isEqualTo(new BatchPlace(1, 1, 2, before.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void takesAnyLineEnd(String end) {
        String file = (FHS + BHS + message(1) + message(2) + "BTS|2\rFTS|1\r").replace("\r", end);

        assertThat(shape(read(file)))
                .containsExactly("FHS F1", "BHS B1", "1/1/1 M1", "1/1/2 M2", "BTS 2", "FTS 1");
    }

    @Test
    void passesTheMarksOfFilesAndBlocks() {
        String file = "\uFEFF" + "\u000b" + message(1) + "\u001c\r\u000b" + message(2) + "\u001c\r";

        assertThat(shape(read(file))).containsExactly("0/1/1 M1", "0/1/2 M2");
    }

    @Test
    void takesALineFeedInTextForText() {
        String note = "OBX|1|FT|||voir\nFTS - annexe\nBTS: deux\nMSH est un segment|\n";

        List<BatchItem> items = read(BHS + message(1) + note + message(2) + "BTS|2\r");

        assertThat(shape(items)).containsExactly("BHS B1", "0/1/1 M1", "0/1/2 M2", "BTS 2");
        assertThat(Messages.text(Batches.messages(items).getFirst())).endsWith(note);
    }

    @Test
    void goesOnAfterABadMessage() {
        String bad = "MSH|||\rPID|1\r%%%\rMSH\rNTE|1\r";

        List<BatchItem> items = read(BHS + message(1) + bad + message(2) + "BTS|4\r");

        assertThat(shape(items))
                .containsExactly("BHS B1", "0/1/1 M1", "0/1/2 ", "0/1/3 ", "0/1/4 M2", "BTS 4");
    }

    @Test
    void reportsACountThatDiffers() {
        String before = BHS + message(1) + message(2);

        BatchProblem problem = only(read(before + "BTS|3|fin\r"));

        assertThat(problem)
                .isEqualTo(
                        new BatchProblem.CountDiffers(
                                new BatchPlace(0, 1, 2, before.length()), BatchLevel.BATCH, 3, 2));
        assertThat(problem.text().fr()).isEqualTo("BTS-1 : annoncé 3, reçu 2");
        assertThat(only(read(FHS + BHS + "BTS|0\rFTS|4\r")))
                .isInstanceOfSatisfying(
                        BatchProblem.CountDiffers.class,
                        differs -> assertThat(differs.level()).isEqualTo(BatchLevel.FILE));
    }

    @Test
    void asksNoCountOfATrailerThatGivesNone() {
        assertThat(shape(read(BHS + message(1) + "BTS\r")))
                .containsExactly("BHS B1", "0/1/1 M1", "BTS 1");
        assertThat(shape(read(BHS + message(1) + "BTS||x")))
                .containsExactly("BHS B1", "0/1/1 M1", "BTS 1");
        assertThat(only(read(BHS + message(1) + "BTS|un\r")))
                .isInstanceOf(BatchProblem.CountUnreadable.class);
    }

    @Test
    void reportsMissingTrailers() {
        assertThat(shape(read(FHS + BHS + message(1))))
                .containsExactly(
                        "FHS F1",
                        "BHS B1",
                        "1/1/1 M1",
                        "TrailerMissing",
                        "BTS 1",
                        "TrailerMissing",
                        "FTS 1");
        assertThat(shape(read(BHS + message(1) + BHS + message(2) + "BTS|1\r")))
                .containsExactly(
                        "BHS B1",
                        "0/1/1 M1",
                        "TrailerMissing",
                        "BTS 1",
                        "BHS B1",
                        "0/2/1 M2",
                        "BTS 1");
    }

    @Test
    void reportsTrailersWithoutHeader() {
        assertThat(shape(read(message(1) + message(2) + "BTS|2\rFTS|1\r")))
                .containsExactly("0/1/1 M1", "0/1/2 M2", "HeaderMissing", "HeaderMissing");
        assertThat(shape(read(message(1) + "BTS|2\r")))
                .containsExactly("0/1/1 M1", "HeaderMissing", "CountDiffers");
    }

    @Test
    void reportsSegmentsThatBelongToNoMessage() {
        String stray = "PID|1\rZZZ|2\r";

        BatchProblem problem = only(read(BHS + stray + message(1) + "BTS|1\r"));

        assertThat(problem)
                .isEqualTo(
                        new BatchProblem.StraySegments(
                                new BatchPlace(0, 1, 0, BHS.length()), stray.length()));
        assertThat(shape(read("bruit\r" + BHS + message(1) + "BTS|1\rPID|1")))
                .containsExactly("StraySegments", "BHS B1", "0/1/1 M1", "BTS 1", "StraySegments");
    }

    @Test
    void readsOnAfterAHeaderWithUnusableSigns() {
        assertThat(shape(read("BHS||\r" + message(1) + "BTS|1\r")))
                .containsExactly("HeaderUnusable", "BHS ", "0/1/1 M1", "BTS 1");
    }

    @Test
    void acceptsABatchWithoutMessages() {
        assertThat(shape(read(BHS + "BTS|0\r"))).containsExactly("BHS B1", "BTS 0");
        assertThat(read("")).isEmpty();
    }

    @Test
    void stopsAtTheLimitOfMessages() {
        String three = message(1) + message(2) + message(3);

        List<BatchItem> items =
                read(
                        (BHS + three + "BTS|3\r").getBytes(StandardCharsets.UTF_8),
                        new BatchLimits(2, 1000));

        assertThat(shape(items))
                .containsExactly("BHS B1", "0/1/1 M1", "0/1/2 M2", "TooManyMessages");
        assertThat(only(items).place().message()).isEqualTo(3);
    }

    @Test
    void passesOverAMessageThatIsTooLarge() {
        String large = message(2) + "OBX|1|ED|||" + "x".repeat(500) + "\r";
        byte[] file =
                (BHS + message(1) + large + message(3) + "BTS|3\r")
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(shape(read(file, new BatchLimits(9, 300))))
                .containsExactly("BHS B1", "0/1/1 M1", "MessageTooLarge", "0/1/3 M3", "BTS 3");
    }

    @Test
    void knowsABatchFromAMessage() {
        assertThat(isBatch(Messages.ADMISSION)).isFalse();
        assertThat(isBatch(Messages.ADMISSION.replace("\r", "\n"))).isFalse();
        assertThat(isBatch("")).isFalse();
        assertThat(isBatch("PID|1\r" + message(1) + message(2))).isFalse();
        assertThat(isBatch("\r\n" + BHS)).isTrue();
        assertThat(isBatch(FHS)).isTrue();
        assertThat(isBatch(message(1) + message(2))).isTrue();
        assertThat(isBatch(message(1) + "BTS|1\r")).isTrue();
        assertThat(isBatch(message(1) + "NTE|1||a\nBTS: b\r")).isFalse();
    }

    private static boolean isBatch(String text) {
        return BatchReader.isBatch(text.getBytes(StandardCharsets.UTF_8));
    }
}
