// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.AcknowledgementMode.Condition;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** HL7 v2.5.1 §2.10.3.3. */
class BatchAnswerTest {
    private static final Instant NOON = Instant.parse("2026-11-02T17:00:00Z");
    private static final ZoneId MONTREAL = ZoneId.of("America/Toronto");
    private static final String TIME = "20261102120000.000-0500";

    /** Answers as a receiver would that refuses what it cannot read. */
    private static String answer(String batch) {
        var ids = new AtomicInteger();
        var answer = new BatchAnswer(() -> "R" + ids.incrementAndGet(), NOON, MONTREAL);
        for (BatchItem item : Batches.read(batch)) {
            switch (item) {
                case BatchItem.Opened opened -> answer.opened(opened.header());
                case BatchItem.Message message -> answer(answer, message.bytes());
                case BatchItem.Trouble trouble -> answer.troubled(trouble.problem());
                case BatchItem.Closed closed -> answer.closed(closed.level());
            }
        }
        return Messages.text(answer.toBytes());
    }

    private static void answer(BatchAnswer answer, byte[] bytes) {
        AcknowledgementMode mode = AcknowledgementMode.ofUnreadable(bytes);
        AcknowledgementCode outcome = AcknowledgementCode.AA;
        try {
            Hl7Message.read(bytes, StandardCharsets.UTF_8);
        } catch (Hl7Problem problem) {
            outcome = problem.code().acknowledgement();
        }
        Optional<AcknowledgementCode> code = mode.atCommit(outcome);
        if (code.isPresent()) {
            answer.answered(new Reply(code.get(), "A", NOON, MONTREAL).toUnreadable(bytes));
        } else {
            answer.withheld(mode);
        }
    }

    private static String ack(String code, String of) {
        return "MSH|^~\\&|ARRIMAGE|RQS|LAB|CHUDL|%s||ACK^A08^ACK|A|P|2.5\rMSA|%s|%s\r"
                .formatted(TIME, code, of);
    }

    private static String header(String name, String id, String called, String reference) {
        return "%s|^~\\&|ARRIMAGE|RQS|LAB|CHUDL|%s||%s||%s|%s\r"
                .formatted(name, TIME, called, id, reference);
    }

    @Test
    void answersEachMessageInTheEnvelopeTurnedRound() {
        String file =
                Batches.FHS
                        + Batches.BHS
                        + Batches.message(1)
                        + Batches.message(2).replace("|2.5", "|9.9")
                        + "BTS|2\rFTS|1\r";

        assertThat(answer(file))
                .isEqualTo(
                        header("FHS", "R1", "nuit", "F1")
                                + header("BHS", "R2", "resultats", "B1")
                                + ack("AA", "M1")
                                + ack("AR", "M2").replace("|2.5\r", "|2.5\r")
                                + "BTS|2\rFTS|1\r");
    }

    @Test
    void answersABareSequenceWithABareSequence() {
        assertThat(answer(Batches.message(1) + Batches.message(2)))
                .isEqualTo(ack("AA", "M1") + ack("AA", "M2"));
    }

    @Test
    void answersErrorsOnlyWhenThatIsWhatWasAskedFor() {
        String onError = Batches.message(1).replace("|2.5\r", "|2.5|||ER|ER\r");
        String bad = onError.replace("M1", "M2").replace("ADT^A08", "^A08");

        assertThat(answer(Batches.BHS + onError + bad + "BTS|2\r"))
                .startsWith(header("BHS", "R1", "resultats", "B1") + "MSH|")
                .contains("MSA|CE|M2\r")
                .doesNotContain("|M1\r")
                .endsWith("BTS|1\r");
    }

    @Test
    void acceptsEverythingWithAnEmptyBatchWhenOnlyErrorsWereAskedFor() {
        String onError = Batches.message(1).replace("|2.5\r", "|2.5|||ER|NE\r");

        assertThat(answer(Batches.BHS + onError + "BTS|1\r"))
                .isEqualTo(header("BHS", "R1", "resultats", "B1") + "BTS|0\r");
    }

    @Test
    void keepsSilentWhenNothingWasAskedFor() {
        String silent = Batches.message(1).replace("|2.5\r", "|2.5|||NE|NE\r");

        assertThat(answer(Batches.BHS + silent + "BTS|1\r")).isEmpty();
        assertThat(answer(Batches.BHS + silent + "BTS|2\r"))
                .endsWith("BTS|0|BTS-1 : annonce 2, recu 1 / BTS-1: announced 2, received 1\r");
    }

    @Test
    void closesWhatIsOpenWhenReadingEnded() {
        var answer = new BatchAnswer(() -> "R", NOON, MONTREAL);
        for (BatchItem item :
                Batches.read(Batches.FHS + Batches.BHS + Batches.message(1) + "BTS|1\rFTS|1\r")) {
            if (item instanceof BatchItem.Opened opened) {
                answer.opened(opened.header());
            }
        }
        answer.answered(new byte[] {'M', 'S', 'H'});
        answer.troubled(new BatchProblem.TooManyMessages(new BatchPlace(1, 1, 2, 99), 1));

        assertThat(Messages.text(answer.toBytes()))
                .contains("MSH\rBTS|1|Trop de messages")
                .endsWith("\rFTS|1\r");
    }

    @Test
    void answersAnEmptyBatchWithAnEmptyBatch() {
        assertThat(answer(Batches.BHS + "BTS|0\r"))
                .isEqualTo(header("BHS", "R1", "resultats", "B1") + "BTS|0\r");
    }

    @Test
    void saysInTheTrailerWhatIsWrongWithTheEnvelope() {
        String batch = answer(Batches.BHS + Batches.message(1) + "BTS|12\r");
        String file = answer(Batches.FHS + Batches.BHS + Batches.message(1));
        String bare = answer(Batches.message(1) + "BTS|2\r");

        assertThat(batch)
                .endsWith("BTS|1|BTS-1 : annonce 12, recu 1 / BTS-1: announced 12, received 1\r");
        assertThat(file)
                .contains("BTS|1|Un lot ou un fichier n'a pas de segment de fin")
                .contains("FTS|1|Un lot ou un fichier n'a pas de segment de fin");
        assertThat(bare).endsWith("(+1)\r").contains("\rBTS|1|Une fin de lot");
        for (String line : (batch + file + bare).split("\r")) {
            if (line.startsWith("BTS") || line.startsWith("FTS")) {
                assertThat(line.split("\\|")[2]).hasSizeLessThanOrEqualTo(80);
            }
        }
    }

    @Test
    void writesInTheSignsOfTheBatch() {
        String batch =
                "BHS#!@%*#LAB#CHUDL#ARRIMAGE#RQS###a@b##B!1\r" + Batches.message(1) + "BTS#4\r";

        assertThat(answer(batch))
                .startsWith("BHS#!@%*#ARRIMAGE#RQS#LAB#CHUDL#" + TIME + "##a@b##R1#B!1\r")
                .contains(ack("AA", "M1"))
                .contains("\rBTS#1#BTS-1 : annonce 4, recu 1");
    }

    @Test
    void isReadByOurOwnReader() {
        String answered =
                answer(
                        Batches.FHS
                                + Batches.BHS
                                + Batches.message(1)
                                + Batches.message(2)
                                + "BTS|2\rFTS|1\r");

        List<BatchItem> read = Batches.read(answered);

        assertThat(Batches.shape(read))
                .containsExactly("FHS R1", "BHS R2", "1/1/1 A", "1/1/2 A", "BTS 2", "FTS 1");
        assertThat(((BatchItem.Opened) read.get(1)).header().referenceControlId()).isEqualTo("B1");
    }

    @Test
    void knowsWhoAskedForNothing() {
        var ids = new AtomicInteger();
        var answer = new BatchAnswer(() -> "R" + ids.incrementAndGet(), NOON, MONTREAL);

        answer.withheld(new AcknowledgementMode(Condition.NE, Condition.NE));

        assertThat(answer.toBytes()).isEmpty();
        assertThat(ids).hasValue(0);
    }
}
