// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;

/**
 * What to answer to a message.
 *
 * @param code MSA-1
 * @param controlId MSH-10 of the answer, unique for its sender
 * @param at MSH-7 of the answer
 * @param zone the offset MSH-7 is written with
 * @param problems one ERR segment each; none for an acceptance
 * @param expectedSequence MSA-4, on a link that numbers its messages (HL7 v2.5.1 §2.10.1)
 */
public record Reply(
        AcknowledgementCode code,
        String controlId,
        Instant at,
        ZoneId zone,
        List<Hl7Problem> problems,
        OptionalLong expectedSequence) {

    /** More ERR segments than this help nobody. */
    public static final int MOST_PROBLEMS = 20;

    public Reply {
        problems = List.copyOf(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
    }

    /** An answer on a link that does not number its messages. */
    public Reply(
            AcknowledgementCode code,
            String controlId,
            Instant at,
            ZoneId zone,
            List<Hl7Problem> problems) {
        this(code, controlId, at, zone, problems, OptionalLong.empty());
    }

    /** An answer without ERR segments. */
    public Reply(AcknowledgementCode code, String controlId, Instant at, ZoneId zone) {
        this(code, controlId, at, zone, List.of());
    }

    /** The same answer, with MSA-4. */
    public Reply expecting(long sequence) {
        return new Reply(code, controlId, at, zone, problems, OptionalLong.of(sequence));
    }

    /** The acknowledgement of a message that was read. */
    public byte[] to(Hl7Message message) {
        return new AcknowledgementWriter(this, message, message.charset()).write();
    }

    /**
     * The acknowledgement of bytes that could not be read, with whatever their MSH still tells;
     * when there is no MSH, an acknowledgement of HL7 2.5 that names no message.
     */
    public byte[] toUnreadable(byte[] bytes) {
        Hl7Message seen = MessageReader.glimpse(bytes).orElseGet(AcknowledgementWriter::nobody);
        return new AcknowledgementWriter(this, seen, AcknowledgementWriter.charsetOf(seen)).write();
    }
}
