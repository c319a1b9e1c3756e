// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an acknowledgement says, as far as its receiver needs it (HL7 v2 chapter 2, MSA and ERR).
 *
 * @param code MSA-1
 * @param controlId MSA-2: MSH-10 of the message it answers, empty when the answering system could
 *     not read it
 * @param text MSA-3 or the texts of ERR, written by the answering system: it may hold patient data
 *     and must not be logged
 * @param expectedSequence MSA-4, the number the sequence number protocol expects (HL7 v2.5.1
 *     §2.10.1); nothing when it is not a whole number
 * @param messageCode MSH-9.1: {@code ACK}, or what an answer that carries content calls itself, for
 *     instance {@code RSP}; empty when the answering system leaves it out
 */
public record Acknowledgement(
        AcknowledgementCode code,
        String controlId,
        String text,
        OptionalLong expectedSequence,
        String messageCode) {

    /** Longest text kept, in characters: a remark for a person, not a document. */
    private static final int LONGEST_TEXT = 2000;

    /**
     * Whether it brings an answer of its own (RSP, ORR, QCK and the like), rather than a general or
     * delayed acknowledgement (ACK, MCF).
     */
    public boolean isResponse() {
        return switch (messageCode) {
            case "", "ACK", "MCF" -> false;
            default -> true;
        };
    }

    /** Whether the application has still to answer: safe storage is all this speaks of. */
    public boolean isAcceptLevel() {
        return code.acceptLevel();
    }

    /**
     * Reads an acknowledgement. Tolerant: answering systems often leave fields of MSH empty.
     *
     * @return nothing when the bytes hold no MSA with a code of table 0008
     */
    public static Optional<Acknowledgement> parse(byte[] bytes) {
        return MessageReader.glimpse(bytes).flatMap(Acknowledgement::of);
    }

    /**
     * The same acknowledgement with MSA-4, the number that is due (HL7 v2.5.1 §2.10.1); bytes in
     * which no MSH can be seen stay as they are.
     */
    public static byte[] expecting(byte[] acknowledgement, long sequence) {
        Optional<Hl7Message> seen = MessageReader.glimpse(acknowledgement);
        if (seen.isEmpty()) {
            return acknowledgement;
        }
        var edit = new Edit.Set(FieldPath.of("MSA-4"), Long.toString(sequence));
        try {
            return Edits.compile(List.of(edit)).apply(seen.get());
        } catch (Hl7Problem impossible) {
            throw new IllegalStateException("digits need no sign and no character set", impossible);
        }
    }

    private static Optional<Acknowledgement> of(Hl7Message message) {
        return message.segment("MSA")
                .flatMap(msa ->
                        code(msa.field(1).text().strip())
                                .map(code ->
                                        new Acknowledgement(
                                                code,
                                                msa.field(2).text().strip(),
                                                text(message, msa),
                                                SequenceNumber.in(msa.field(4)),
                                                message.header().messageCode().strip())));
    }

    private static Optional<AcknowledgementCode> code(String written) {
        for (AcknowledgementCode code : AcknowledgementCode.values()) {
            if (code.name().equals(written)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    private static String text(Hl7Message message, Segment msa) {
        var text = new StringBuilder(msa.field(3).text());
        int err = message.find("ERR", 1);
        if (err >= 0) {
            Segment segment = message.segments().get(err);
            append(text, segment.field(8).text());
            append(text, segment.field(7).text());
            append(text, segment.field(3).component(2).text());
        }
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (!more.isBlank() && text.indexOf(more) < 0) {
            text.append(text.isEmpty() ? "" : " — ").append(more);
        }
    }
}
