// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.mllp.Overflow;

import java.util.Optional;

/** Who decides what becomes of an arrival: the listener's only way inwards. */
@FunctionalInterface
public interface Reception {

    /**
     * Takes an arrival in. Returns quickly where it can, so that a connection may have several
     * messages on their way to the disk; the answer is waited for afterwards, in order.
     */
    Reply receive(Arrival arrival) throws InterruptedException;

    /** Where a message goes that memory does not hold, when it comes by this link. */
    default Overflow overflow(Link link) {
        return Overflow.none();
    }

    /** An answer that may still be in the making. */
    interface Reply {
        /** Waits for the answer. */
        Answer await() throws InterruptedException;
    }

    /**
     * What goes back to the peer.
     *
     * @param body the acknowledgement, without its frame; empty to say nothing
     * @param closeAfter the connection cannot be trusted any further
     * @param taken the message is on disk and needs not be sent again
     * @param then a further answer to the same message, waited for once this one went
     */
    record Answer(byte[] body, boolean closeAfter, boolean taken, Optional<Reply> then) {

        /** The only answer, to what is on disk. */
        public static Answer taken(byte[] body) {
            return new Answer(body, false, true, Optional.empty());
        }

        /** The only answer, to what is not. */
        public static Answer refused(byte[] body, boolean closeAfter) {
            return new Answer(body, closeAfter, false, Optional.empty());
        }

        /** The same in other words. */
        public Answer saying(byte[] words) {
            return new Answer(words, closeAfter, taken, then);
        }
    }
}
