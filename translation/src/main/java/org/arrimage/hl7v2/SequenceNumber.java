// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The receiving side of the sequence number protocol of one link (HL7 v2.5.1 §2.10.1): compares
 * MSH-13 with the last number accepted and says what to answer in MSA-4.
 *
 * <p>Pure: the caller stores {@link #last()} with the message, before it acknowledges.
 *
 * @param last the number of the last message accepted, from 1; {@link #UNKNOWN} on the first start
 *     of a link and after a resynchronisation, when the next positive number is taken as it comes
 */
public record SequenceNumber(long last) {

    /** No number is known; also what MSA-4 says then. */
    public static final long UNKNOWN = -1;

    /** The state of a link that never received a number. */
    public static final SequenceNumber NONE = new SequenceNumber(UNKNOWN);

    /** Reserved: the sender (re)starts the link and asks where it stands. */
    private static final long START = 0;

    /** Reserved: the sender asks to forget the numbers so far. */
    private static final long RESYNCHRONISE = -1;

    /** NM is 15 digits long in MSH-13 and MSA-4. */
    private static final int MOST_DIGITS = 15;

    public SequenceNumber {
        if (last < 1 && last != UNKNOWN) {
            throw new IllegalArgumentException("a sequence number starts at 1, not " + last);
        }
    }

    /** What a message's MSH-13 means here. */
    public sealed interface Step {

        /** No number: the protocol is not in use for this message, MSA-4 stays empty. */
        record Unnumbered() implements Step {}

        /** The expected one. MSA-4 echoes it. */
        record Accepted(SequenceNumber next, long answer) implements Step {}

        /**
         * The sender starts or resynchronises the link: nothing to record, a general
         * acknowledgement with MSA-4 is the whole answer.
         */
        record Signal(SequenceNumber next, long answer) implements Step {}

        /**
         * The last one again: its acknowledgement was lost. Not to be recorded a second time; MSA-4
         * is one greater, so that the sender goes on with its next.
         */
        record Repeated(long answer) implements Step {}

        /**
         * Messages before this one are missing, or the sender is further back than one: not to be
         * recorded. MSA-4 is the expected number; the sender restarts from it or freezes the link.
         */
        record Unexpected(long answer) implements Step {}

        /** Not a whole number of at most 15 digits, or below -1. */
        record Unreadable() implements Step {}
    }

    /** The number that is due; {@link #UNKNOWN} when any will do. */
    public long expected() {
        return last == UNKNOWN ? UNKNOWN : last + 1;
    }

    /** Judges the number of a message. */
    public Step receive(Hl7Message message) {
        Value written = message.msh().field(MessageReader.SEQUENCE_NUMBER);
        if (!written.isPresent()) {
            return new Step.Unnumbered();
        }
        OptionalLong number = in(written);
        return number.isEmpty() ? new Step.Unreadable() : receive(number.getAsLong());
    }

    /**
     * The number of bytes that are no complete message, when it is one of the two that need no
     * message around them (0 and -1: the segments after MSH and most of MSH may be absent).
     *
     * @return a {@link Step.Signal}, or nothing
     */
    public Optional<Step> signal(byte[] bytes) {
        return MessageReader.glimpse(bytes)
                .map(this::receive)
                .filter(step -> step instanceof Step.Signal);
    }

    private Step receive(long number) {
        if (number == START) {
            return new Step.Signal(this, expected());
        }
        if (number == RESYNCHRONISE) {
            return new Step.Signal(NONE, UNKNOWN);
        }
        if (number < RESYNCHRONISE) {
            return new Step.Unreadable();
        }
        if (last == UNKNOWN || number == last + 1) {
            return new Step.Accepted(new SequenceNumber(number), number);
        }
        return number == last ? new Step.Repeated(last + 1) : new Step.Unexpected(last + 1);
    }

    /** A whole number of at most 15 digits, with or without a sign. */
    static OptionalLong in(Value value) {
        return in(value.segment().message().bytes(), value.start(), value.end());
    }

    static OptionalLong in(byte[] bytes, int from, int to) {
        int at = from;
        int end = to;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        while (end > at && bytes[end - 1] == ' ') {
            end--;
        }
        boolean negative = at < end && bytes[at] == '-';
        if (at < end && (negative || bytes[at] == '+')) {
            at++;
        }
        if (at == end || end - at > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (; at < end; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (bytes[at] - '0');
        }
        return OptionalLong.of(negative ? -number : number);
    }
}
