// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Optional;

/**
 * Which answers a sender asks for (HL7 v2.5.1 §2.9.2 original mode, §2.9.3 enhanced mode): original
 * when MSH-15 and MSH-16 are both empty or null, enhanced as soon as one of them has a value.
 *
 * <p>Safe storage is answered by CA, CE or CR (the accept acknowledgement, MSH-15), what the
 * application made of it by AA, AE or AR (MSH-16).
 *
 * @param accept MSH-15
 * @param application MSH-16
 */
public record AcknowledgementMode(Condition accept, Condition application) {

    /** When an acknowledgement is wanted: HL7 table 0155. */
    public enum Condition {
        /** Nothing is said: as {@link #NE} when the other field has a value. */
        UNSAID(false, false),
        /** Always. */
        AL(true, true),
        /** Never. */
        NE(false, false),
        /** On error or rejection only. */
        ER(false, true),
        /** On success only. */
        SU(true, false);

        private final boolean onSuccess;
        private final boolean onError;

        Condition(boolean onSuccess, boolean onError) {
            this.onSuccess = onSuccess;
            this.onError = onError;
        }

        /** Whether it asks for an acknowledgement of this outcome. */
        public boolean wants(AcknowledgementCode outcome) {
            return outcome.accepts() ? onSuccess : onError;
        }
    }

    /** What bytes that say nothing are answered with; the same object for all such messages. */
    public static final AcknowledgementMode ORIGINAL =
            new AcknowledgementMode(Condition.UNSAID, Condition.UNSAID);

    /** What MSH-15 and MSH-16 of a message ask for. */
    public static AcknowledgementMode of(Hl7Message message) {
        Segment msh = message.msh();
        Condition accept = condition(msh, MessageReader.ACCEPT_ACKNOWLEDGEMENT);
        Condition application = condition(msh, MessageReader.APPLICATION_ACKNOWLEDGEMENT);
        return accept == Condition.UNSAID && application == Condition.UNSAID
                ? ORIGINAL
                : new AcknowledgementMode(accept, application);
    }

    /** What can still be seen of a message that cannot be read; original mode without an MSH. */
    public static AcknowledgementMode ofUnreadable(byte[] bytes) {
        return MessageReader.glimpse(bytes).map(AcknowledgementMode::of).orElse(ORIGINAL);
    }

    /** Whether the application's answer is the only one there is. */
    public boolean isOriginal() {
        return accept == Condition.UNSAID && application == Condition.UNSAID;
    }

    /** Whether the sender may be told anything of any outcome. */
    public boolean asksForAnything() {
        return isOriginal() || asks(accept) || asks(application);
    }

    /**
     * Whether an accepted message has two answers: that it is stored, and later what came of it;
     * the second may be asked for on some outcomes only.
     */
    public boolean asksTwice() {
        return accept.onSuccess && asks(application);
    }

    /**
     * The one answer of a hub that answers once the message is on disk, or refuses it at the door:
     * the accept acknowledgement when MSH-15 asks for it in this outcome, failing that the
     * application's when MSH-16 does, since nothing further will come.
     *
     * @param outcome what happened, at either level
     * @return MSA-1; nothing when the sender asked not to hear of this outcome
     */
    public Optional<AcknowledgementCode> atCommit(AcknowledgementCode outcome) {
        Optional<AcknowledgementCode> stored = acceptOnly(outcome);
        return stored.isPresent() ? stored : atDestination(outcome);
    }

    /**
     * The accept acknowledgement alone, for a route whose destination answers later.
     *
     * @return CA, CE or CR; nothing in original mode and when MSH-15 does not ask for it
     */
    public Optional<AcknowledgementCode> acceptOnly(AcknowledgementCode outcome) {
        return accept.wants(outcome) ? Optional.of(outcome.atAcceptLevel()) : Optional.empty();
    }

    /**
     * The application's acknowledgement.
     *
     * @return AA, AE or AR; nothing in enhanced mode when MSH-16 does not ask for it
     */
    public Optional<AcknowledgementCode> atDestination(AcknowledgementCode outcome) {
        return isOriginal() || application.wants(outcome)
                ? Optional.of(outcome.atApplicationLevel())
                : Optional.empty();
    }

    private static boolean asks(Condition condition) {
        return condition.onSuccess || condition.onError;
    }

    /** A value outside the table still asks for something: too many answers beat silence. */
    private static Condition condition(Segment msh, int field) {
        long whole = msh.whole(field);
        if (whole == Scan.ABSENT || Scan.start(whole) == Scan.end(whole)) {
            return Condition.UNSAID;
        }
        byte[] bytes = msh.message().bytes();
        if (Scan.end(whole) - Scan.start(whole) == 2) {
            switch (bytes[Scan.start(whole)] << 8 | bytes[Scan.start(whole) + 1]) {
                case 'N' << 8 | 'E' -> {
                    return Condition.NE;
                }
                case 'E' << 8 | 'R' -> {
                    return Condition.ER;
                }
                case 'S' << 8 | 'U' -> {
                    return Condition.SU;
                }
                case '"' << 8 | '"' -> {
                    return Condition.UNSAID;
                }
                default -> {}
            }
        }
        return Condition.AL;
    }
}
