// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.OptionalLong;

/** What a {@link BatchReader} meets, in order. */
public sealed interface BatchItem {

    /** Where it stands. */
    BatchPlace place();

    /** FHS or BHS. */
    record Opened(BatchPlace place, BatchHeader header) implements BatchItem {}

    /**
     * One message, good or bad: nothing but its MSH was looked at.
     *
     * @param bytes its own bytes as sent, to the end of its last segment
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a message, never compared
    record Message(BatchPlace place, byte[] bytes) implements BatchItem {}

    /** Something wrong around the messages. */
    record Trouble(BatchProblem problem) implements BatchItem {
        @Override
        public BatchPlace place() {
            return problem.place();
        }
    }

    /**
     * BTS or FTS, or the place where one is missing.
     *
     * @param counted messages of the batch, or batches of the file
     * @param announced BTS-1 or FTS-1; nothing when the trailer does not say, or is missing
     */
    record Closed(BatchPlace place, BatchLevel level, long counted, OptionalLong announced)
            implements BatchItem {}
}
