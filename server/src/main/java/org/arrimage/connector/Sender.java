// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

/**
 * Step 7 of a message's path: one way to a destination, used by one thread at a time, one message
 * in flight.
 */
public interface Sender extends AutoCloseable {

    /** Sends and waits for the answer, as long as the destination's timeout allows. */
    Receipt send(Outgoing outgoing) throws InterruptedException;

    @Override
    void close();
}
