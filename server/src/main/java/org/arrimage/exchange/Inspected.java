// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.messagelog.Incoming;

import java.util.Optional;

/** What the door found in an arrival: all that can be known before the message is recorded. */
sealed interface Inspected {

    /**
     * It may be recorded.
     *
     * @param asset the asset that sent it
     * @param message the message, read
     * @param incoming what is to be recorded
     * @param recognised a message that came before is not recorded again
     * @param relay the way to the destination that answers the sender; empty when the commit does
     * @param fragment what it says of the others, when it is only a part of a message
     */
    record Admitted(
            String asset,
            Hl7Message message,
            Incoming incoming,
            boolean recognised,
            Optional<Relay> relay,
            Optional<Fragment> fragment)
            implements Inspected {

        /** The same message, refused after all: of a large one only the beginning is kept. */
        Refused refused(Hl7Problem problem) {
            return incoming.large().isNone()
                    ? new Refused(incoming.body(), problem, false, false)
                    : new Refused(LargeArrival.head(incoming.body()), problem, true, false);
        }
    }

    /**
     * It is in batch protocol, or several messages in one frame.
     *
     * @param bytes all of it
     * @param problem why it is no message
     */
    record Several(byte[] bytes, Hl7Problem problem) implements Inspected {}

    /**
     * It is refused and quarantined.
     *
     * @param bytes what is kept
     * @param problem why, and where; no content of the message
     * @param truncated only the first part of what came is in {@code bytes}
     * @param closeAfter the connection cannot be trusted any further
     */
    record Refused(byte[] bytes, Hl7Problem problem, boolean truncated, boolean closeAfter)
            implements Inspected {}
}
