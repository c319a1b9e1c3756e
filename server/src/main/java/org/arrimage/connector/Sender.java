// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.util.List;

/**
 * Step 7 of a message's path: one way to a destination, used by one thread at a time.
 *
 * <p>Several messages may be on their way at once where the protocol allows it; each has its own
 * receipt, whatever order the answers come in.
 */
public interface Sender extends AutoCloseable {

    /** How many messages may be on their way at once; at least 1. */
    int depth();

    /** How many are on their way. */
    int underWay();

    /** Whether a message with this control id may be sent now: its answer must be told apart. */
    boolean accepts(Outgoing outgoing);

    /** Puts messages on their way, together; no more than {@link #depth} allows. */
    void send(List<Outgoing> messages) throws InterruptedException;

    /** Whether {@link #receive} answers without waiting. */
    boolean hasReceipt();

    /**
     * The next receipt of a message that is on its way; waits as long as the destination's timeout
     * allows. One comes for each message sent.
     */
    Received receive() throws InterruptedException;

    /** Sends one message and waits for its receipt; nothing else may be on its way. */
    default Receipt exchange(Outgoing outgoing) throws InterruptedException {
        send(List.of(outgoing));
        return receive().receipt();
    }

    @Override
    void close();

    /** Which answer says what became of a message, where a destination may give two. */
    enum Settling {
        /** The first that comes: that it is stored, or what its application made of it. */
        ACCEPT,
        /** What its application made of it; that it was not even stored settles it too. */
        APPLICATION
    }

    /** What came back about a message. */
    record Received(Outgoing outgoing, Receipt receipt) {}
}
