// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Outgoing;
import org.arrimage.connector.Receipt;
import org.arrimage.connector.Sender;
import org.arrimage.delivery.Lane;
import org.arrimage.delivery.Work;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteProgram;

import java.util.Optional;

/** One of the threads of a lane, with its connection to the destination. */
final class Delivering {

    /** Long enough to cost nothing, short enough that a closed lane is left soon. */
    private static final long READ_MILLIS = 500;

    /** A held lane is woken by the gate; this is for the case that the gate's word is lost. */
    private static final long HELD_MILLIS = 1_000;

    private final Lane lane;
    private final RouteProgram program;
    private final RouteDefinition.Destination destination;
    private final Sender sender;
    private Optional<Work> current = Optional.empty();

    Delivering(
            Lane lane,
            RouteProgram program,
            RouteDefinition.Destination destination,
            Sender sender) {
        this.lane = lane;
        this.program = program;
        this.destination = destination;
        this.sender = sender;
    }

    Lane lane() {
        return lane;
    }

    String route() {
        return lane.id().route();
    }

    RouteProgram program() {
        return program;
    }

    RouteDefinition.Retry retry() {
        return destination.retry();
    }

    /** The next message that may go. */
    Optional<Work> read() throws InterruptedException {
        current = lane.take(READ_MILLIS);
        return current;
    }

    /** The message this thread has in hand, if it does. */
    Optional<Work> current() {
        return current;
    }

    /** The message ended or was given back. */
    void done() {
        current = Optional.empty();
    }

    /** Gives the message back and lets the lane rest: the route may not run. */
    void hold(Work work) {
        done();
        lane.pause(HELD_MILLIS);
        lane.putBack(work);
    }

    Receipt send(Work work, Outgoing outgoing) throws InterruptedException {
        lane.attempting(work);
        return sender.send(outgoing);
    }

    void close() {
        sender.close();
    }
}
