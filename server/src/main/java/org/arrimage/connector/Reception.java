// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.util.Optional;

/** Who decides what becomes of an arrival: the listener's only way inwards. */
@FunctionalInterface
public interface Reception {

    /**
     * Takes an arrival in. Returns quickly where it can, so that a connection may have several
     * messages on their way to the disk; the answer is waited for afterwards, in order.
     */
    Reply receive(Arrival arrival) throws InterruptedException;

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
     * @param then a further answer to the same message, waited for once this one went
     */
    record Answer(byte[] body, boolean closeAfter, Optional<Reply> then) {

        /** The only answer. */
        public Answer(byte[] body, boolean closeAfter) {
            this(body, closeAfter, Optional.empty());
        }
    }
}
