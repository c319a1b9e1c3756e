// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * What is wrong with the envelope of a batch, and where (HL7 v2.5.1 §2.10.3). What is wrong with a
 * message inside is that message's own affair. Holds no content.
 */
public sealed interface BatchProblem {

    /** Where it is seen. */
    BatchPlace place();

    /** What to call it; has its code of table 0357 and both languages. */
    ProblemCode code();

    /**
     * BTS-1 is not the number of messages, or FTS-1 not the number of batches.
     *
     * @param level whose trailer
     * @param announced what the trailer says
     * @param counted what came
     */
    record CountDiffers(BatchPlace place, BatchLevel level, long announced, long counted)
            implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_COUNT_DIFFERS;
        }
    }

    /** BTS-1 or FTS-1 holds something else than a number. */
    record CountUnreadable(BatchPlace place, BatchLevel level) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_COUNT_UNREADABLE;
        }
    }

    /** A header that is not closed before the next one or the end: something may have been cut. */
    record TrailerMissing(BatchPlace place, BatchLevel level) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_TRAILER_MISSING;
        }
    }

    /** A trailer that closes nothing. */
    record HeaderMissing(BatchPlace place, BatchLevel level) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_HEADER_MISSING;
        }
    }

    /** A header whose signs cannot be used; it still opens its batch, read with the usual signs. */
    record HeaderUnusable(BatchPlace place, BatchLevel level) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_HEADER_UNUSABLE;
        }
    }

    /**
     * Lines that belong to no message.
     *
     * @param place of the first of them
     * @param bytes how many bytes, from there
     */
    record StraySegments(BatchPlace place, long bytes) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_STRAY_SEGMENTS;
        }
    }

    /**
     * A message that is larger than allowed; it is passed over, the next ones are read.
     *
     * @param most the limit, in bytes
     */
    record MessageTooLarge(BatchPlace place, int most) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.MESSAGE_TOO_LARGE;
        }
    }

    /**
     * More messages than allowed; nothing from this one on is read.
     *
     * @param most the limit, in messages
     */
    record TooManyMessages(BatchPlace place, int most) implements BatchProblem {
        @Override
        public ProblemCode code() {
            return ProblemCode.BATCH_TOO_LONG;
        }
    }

    /** For a person. */
    default Text text() {
        Text what = code().text();
        return switch (this) {
            case CountDiffers differs ->
                    new Text(
                            "%s-1 : annoncé %d, reçu %d"
                                    .formatted(
                                            differs.level().trailer(),
                                            differs.announced(),
                                            differs.counted()),
                            "%s-1: announced %d, received %d"
                                    .formatted(
                                            differs.level().trailer(),
                                            differs.announced(),
                                            differs.counted()));
            case CountUnreadable _,
                    TrailerMissing _,
                    HeaderMissing _,
                    HeaderUnusable _,
                    StraySegments _,
                    MessageTooLarge _,
                    TooManyMessages _ ->
                    new Text(
                            what.fr() + " (octet " + place().offset() + ")",
                            what.en() + " (byte " + place().offset() + ")");
        };
    }
}
