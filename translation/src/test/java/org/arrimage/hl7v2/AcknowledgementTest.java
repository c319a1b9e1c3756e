// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

class AcknowledgementTest {
    private static final Instant NOON = Instant.parse("2026-11-02T17:00:00Z");
    private static final ZoneId MONTREAL = ZoneId.of("America/Toronto");

    @Test
    void acceptsAMessageInTheSendersTerms() throws Hl7Problem {
        var reply = new Reply(AcknowledgementCode.AA, "R1", NOON, MONTREAL);

        assertThat(Messages.text(reply.to(Messages.read(Messages.ADMISSION))))
                .isEqualTo(
                        "MSH|^~\\&|ARRIMAGE|RQS|SIGDU|CHUDL|20261102120000.000-0500||ACK^A01^ACK|R1|P|2.5.1||||||UNICODE"
                            + " UTF-8\r"
                            + "MSA|AA|MSG00001\r");
    }

    @Test
    void locatesTheErrorInBothLanguages() throws Hl7Problem {
        var problem =
                new Hl7Problem(ProblemCode.DATE_INVALID, new Location("PID", 1, 7, 1, 1, 0, 40));
        var reply = new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL, List.of(problem));

        String[] lines = Messages.text(reply.to(Messages.read(Messages.ADMISSION))).split("\r");

        assertThat(lines[1]).isEqualTo("MSA|AE|MSG00001");
        assertThat(lines[2])
                .isEqualTo(
                        "ERR||PID^1^7^1^1|102^Data type error^HL70357|E|||Impossible date or time"
                                + " (PID-7.1)|Date ou heure impossible (PID-7.1)");
    }

    @Test
    void usesTheOldErrorFormBefore25() throws Hl7Problem {
        var message = Messages.read("MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.3\rPID|1");
        var problem =
                new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, Location.field("PID", 1, 3, 9));

        String ack =
                Messages.text(
                        new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL, List.of(problem))
                                .to(message));

        assertThat(ack)
                .contains("||ACK^A08|R1|P|2.3\r")
                .contains("MSA|AE|7|Un champ requis est vide (PID-3)\r")
                .endsWith("ERR|PID^1^3^101&Required field missing&HL70357\r");
    }

    @Test
    void writesInTheSendersSeparatorsAndWithoutAccentsForAnAsciiSender() throws Hl7Problem {
        var message = Messages.read("MSH#!@%*#A#B#C#D#2026##ADT!A08#7#T#2.5\rPID#1");
        var problem =
                new Hl7Problem(ProblemCode.CHARACTER_UNWRITABLE, Location.field("PID", 1, 3, 9));

        String ack =
                Messages.text(
                        new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL, List.of(problem))
                                .to(message));

        assertThat(ack)
                .startsWith("MSH#!@%*#C#D#A#B#")
                .contains("##ACK!A08!ACK#R1#T#2.5\r")
                .contains("jeu de caracteres");
    }

    @Test
    void answersBytesThatAreNoMessage() {
        byte[] noise = {0, 1, 2, -1};
        var problem =
                catchThrowableOfType(
                        Hl7Problem.class, () -> Hl7Message.read(noise, StandardCharsets.UTF_8));

        var reply =
                new Reply(problem.code().acknowledgement(), "R1", NOON, MONTREAL, List.of(problem));

        assertThat(Messages.text(reply.toUnreadable(noise)))
                .startsWith(
                        "MSH|^~\\&|||||20261102120000.000-0500||ACK|R1|P|2.5\rMSA|AR|\rERR|||100^");
    }

    @Test
    void echoesWhatABadMessageStillTells() {
        byte[] bad =
                Messages.ADMISSION.replace("ADT^A01^ADT_A01", "").getBytes(StandardCharsets.UTF_8);
        var reply = new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL);

        assertThat(Messages.text(reply.toUnreadable(bad)))
                .contains("|SIGDU|CHUDL|")
                .contains("||ACK|R1|")
                .contains("MSA|AE|MSG00001\r");
    }

    @Test
    void readsTheAcknowledgementsItWrites() throws Hl7Problem {
        var problem = new Hl7Problem(ProblemCode.DATE_INVALID, Location.field("PID", 1, 7, 40));
        byte[] ack =
                new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL, List.of(problem))
                        .to(Messages.read(Messages.ADMISSION));

        Acknowledgement read = Acknowledgement.parse(ack).orElseThrow();

        assertThat(read.code()).isEqualTo(AcknowledgementCode.AE);
        assertThat(read.controlId()).isEqualTo("MSG00001");
        assertThat(read.text())
                .contains("Date ou heure impossible (PID-7)")
                .contains("Data type error");
    }

    @Test
    void readsSloppyAcknowledgements() {
        byte[] ack = "MSH|^~\\&|||||||ACK\nMSA|CA|MSG9|ok\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(Acknowledgement.parse(ack))
                .contains(
                        new Acknowledgement(
                                AcknowledgementCode.CA, "MSG9", "ok", OptionalLong.empty(), "ACK"));
        assertThat(AcknowledgementCode.CA.accepts()).isTrue();
    }

    @Test
    void saysWhichNumberIsExpectedNext() throws Hl7Problem {
        byte[] plain =
                new Reply(AcknowledgementCode.AA, "R1", NOON, MONTREAL)
                        .expecting(42)
                        .to(Messages.read(Messages.ADMISSION));
        var problem = new Hl7Problem(ProblemCode.DATE_INVALID, Location.field("PID", 1, 7, 9));
        byte[] old =
                new Reply(AcknowledgementCode.AE, "R1", NOON, MONTREAL, List.of(problem))
                        .expecting(SequenceNumber.UNKNOWN)
                        .to(Messages.read("MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.3\rPID|1"));

        assertThat(Messages.text(plain)).endsWith("MSA|AA|MSG00001||42\r");
        assertThat(Messages.text(old)).contains("MSA|AE|7|Date ou heure impossible (PID-7)|-1\r");
        assertThat(Acknowledgement.parse(plain).orElseThrow().expectedSequence()).hasValue(42);
        assertThat(Acknowledgement.parse(old).orElseThrow().expectedSequence()).hasValue(-1);
    }

    @Test
    void tellsAnAnswerWithContentFromABareAcknowledgement() {
        byte[] response =
                "MSH|^~\\&|||||||RSP^K22^RSP_K21|1|P|2.5\rMSA|AA|Q1\rQAK|1|OK\r"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] stored =
                "MSH|^~\\&|||||||ACK|2|P|2.5\rMSA|CA|Q1\r".getBytes(StandardCharsets.US_ASCII);

        Acknowledgement answer = Acknowledgement.parse(response).orElseThrow();
        Acknowledgement receipt = Acknowledgement.parse(stored).orElseThrow();

        assertThat(answer.isResponse()).isTrue();
        assertThat(answer.isAcceptLevel()).isFalse();
        assertThat(receipt.isResponse()).isFalse();
        assertThat(receipt.isAcceptLevel()).isTrue();
    }

    @Test
    void findsNoAcknowledgementWhereThereIsNone() throws Hl7Problem {
        assertThat(Acknowledgement.parse(new byte[0])).isEmpty();
        assertThat(Acknowledgement.parse(Messages.ADMISSION.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(
                        Acknowledgement.parse(
                                "MSH|^~\\&|\rMSA|XX|1\r".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }
}
