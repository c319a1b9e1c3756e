// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Outgoing;
import org.arrimage.connector.Receipt;
import org.arrimage.connector.Sender;
import org.arrimage.delivery.Lane;
import org.arrimage.delivery.Work;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteProgram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the threads of a lane, with its connection to the destination. */
final class Delivering {

    /** A held lane is woken by the gate; this is for the case that the gate's word is lost. */
    private static final long HELD_MILLIS = 1_000;

    private final Lane lane;
    private final RouteProgram program;
    private final RouteDefinition.Destination destination;
    private final Sender sender;
    private final Set<Work> inHand = new HashSet<>();
    private final Map<Outgoing, Work> underWay = new HashMap<>();
    private final List<Outgoing> toSend = new ArrayList<>();

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

    /** Messages that may go; waits for one only when nothing is on its way. */
    List<Work> read() throws InterruptedException {
        int free = sender.depth() - sender.underWay();
        if (free == 0 || sender.hasReceipt()) {
            return List.of();
        }
        List<Work> taken = lane.take(free, sender.underWay() == 0);
        inHand.addAll(taken);
        return taken;
    }

    /** The messages this thread has in hand. */
    List<Work> inHand() {
        return List.copyOf(inHand);
    }

    /** The message ended or was given back. */
    void done(Work work) {
        inHand.remove(work);
    }

    /** Gives the message back and lets the lane rest: the route may not run. */
    void hold(Work work) {
        done(work);
        lane.pause(HELD_MILLIS);
        lane.putBack(work);
    }

    /** The message goes with the next {@link #send}, unless its answer could not be told apart. */
    void ready(Work work, Outgoing outgoing) {
        boolean ambiguous =
                toSend.stream().anyMatch(each -> each.controlId().equals(outgoing.controlId()));
        if (ambiguous || !sender.accepts(outgoing)) {
            done(work);
            lane.putBack(work);
            return;
        }
        underWay.put(outgoing, work);
        toSend.add(outgoing);
    }

    /** Sends what is ready, together. */
    void send() throws InterruptedException {
        if (!toSend.isEmpty()) {
            List<Outgoing> together = List.copyOf(toSend);
            toSend.clear();
            sender.send(together);
        }
    }

    /** What follows from each receipt. */
    @FunctionalInterface
    interface Settler {
        void settle(Delivering lane, Work work, Outgoing sent, Receipt receipt);
    }

    /** Waits for a receipt when messages are on their way, and settles all that are there. */
    void receive(Settler settler) throws InterruptedException {
        while (sender.underWay() > 0) {
            Sender.Received received = sender.receive();
            Work work = underWay.remove(received.outgoing());
            if (work == null) {
                throw new IllegalStateException("a receipt of what was not sent");
            }
            settler.settle(this, work, received.outgoing(), received.receipt());
            if (!sender.hasReceipt()) {
                return;
            }
        }
    }

    void close() {
        sender.close();
    }
}
