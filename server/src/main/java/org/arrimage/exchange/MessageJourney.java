// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Link;
import org.arrimage.connector.Outgoing;
import org.arrimage.connector.Receipt;
import org.arrimage.connector.Reception;
import org.arrimage.delivery.RelayedAnswer;
import org.arrimage.delivery.Work;
import org.arrimage.gate.Gate;
import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Ticket;
import org.arrimage.mllp.Frame;
import org.arrimage.mllp.Overflow;
import org.arrimage.route.Prepared;
import org.springframework.stereotype.Component;

import java.util.Optional;

/**
 * The path of a message: accept, record, acknowledge on the connection's thread; read, clear,
 * translate, send, settle on a lane's. A request that wants the destination's answer walks the same
 * steps on the connection's thread, under a deadline.
 */
@Component
final class MessageJourney implements Reception {

    private final Door door;
    private final MessageLog log;
    private final Acknowledger acknowledger;
    private final Batches batches;
    private final Fragments fragments;
    private final NumberedLinks numbers;
    private final Gate gate;
    private final Settling settling;
    private final LargeMessages large;

    MessageJourney(
            Door door,
            MessageLog log,
            Acknowledger acknowledger,
            Batches batches,
            Fragments fragments,
            NumberedLinks numbers,
            Gate gate,
            Settling settling,
            LargeMessages large) {
        this.door = door;
        this.log = log;
        this.acknowledger = acknowledger;
        this.batches = batches;
        this.fragments = fragments;
        this.numbers = numbers;
        this.gate = gate;
        this.settling = settling;
        this.large = large;
    }

    @Override
    public Overflow overflow(Link link) {
        return large.overflow(link);
    }

    @Override
    public Reply receive(Arrival arrival) throws InterruptedException {
        try {
            return accept(arrival);
        } finally {
            if (arrival.frame() instanceof Frame.Large frame) {
                log.abandonUnlessSubmitted(LargeArrival.of(frame).large());
            }
        }
    }

    /** Steps 1 to 3; for a batch, those of each of its messages. */
    private Reply accept(Arrival arrival) throws InterruptedException {
        Inspected inspected = door.inspect(arrival); // 1 Accept
        return arrival.link().numbered()
                ? numbers.accept(arrival, inspected, this::take)
                : take(arrival, inspected);
    }

    private Reply take(Arrival arrival, Inspected inspected) throws InterruptedException {
        return switch (inspected) {
            case Inspected.Refused refused -> acknowledger.refuse(arrival, refused);
            case Inspected.Several several -> batches.accept(arrival, several, this::accept);
            case Inspected.Admitted admitted when admitted.fragment().isPresent() ->
                    fragments.accept(arrival, admitted, admitted.fragment().get());
            case Inspected.Admitted admitted when admitted.relay().isPresent() ->
                    relay(admitted, admitted.relay().get());
            case Inspected.Admitted admitted -> {
                Ticket ticket = record(admitted); // 2 Record
                yield () -> acknowledger.acknowledge(admitted, ticket); // 3 Acknowledge
            }
        };
    }

    /** Steps 4 to 8, for the messages that one thread of a lane has in hand. */
    void deliver(Delivering lane) throws InterruptedException {
        for (Work work : lane.read()) { // 4 Read
            if (!cleared(lane.route())) { // 5 Clear
                lane.hold(work);
                continue;
            }
            Incoming message = work.logged().message();
            switch (large.prepare(lane.program(), message)) { // 6 Translate
                case Prepared.Untranslatable problem -> settling.park(lane, work, problem);
                case Prepared.Ready ready ->
                        lane.ready(work, large.outgoing(lane.program(), message, ready));
            }
        }
        lane.send(); // 7 Send
        lane.receive(settling::settle); // 8 Settle
    }

    private Ticket record(Inspected.Admitted admitted) throws InterruptedException {
        return admitted.recognised()
                ? log.submit(admitted.incoming())
                : log.submitAnyway(admitted.incoming());
    }

    /** Steps 2 to 8 for a request whose sender waits for the destination's answer. */
    private Reply relay(Inspected.Admitted admitted, Relay relay) throws InterruptedException {
        if (!cleared(relay.route())) { // 5 Clear: a held request is never stored
            Answer held = acknowledger.held(admitted, gate.clearance(relay.route()));
            return () -> held;
        }
        Ticket ticket = record(admitted); // 2 Record
        return () -> {
            if (!ticket.awaitDurable(Acknowledger.LONGEST_WAIT)) {
                return acknowledger.notRecorded(admitted);
            }
            return acknowledger.stored(admitted, ticket, () -> ask(admitted, relay, ticket));
        };
    }

    /** Steps 6 to 8 of a request that is on disk. */
    private Answer ask(Inspected.Admitted admitted, Relay relay, Ticket ticket)
            throws InterruptedException {
        Optional<RelayedAnswer> before =
                ticket.repeated() ? settling.answeredBefore(relay, ticket) : Optional.empty();
        if (before.isPresent()) {
            return acknowledger.repeated(admitted, relay, ticket, before.get());
        }
        Incoming message = ticket.incoming();
        return switch (large.prepare(relay.program(), message)) { // 6 Translate
            case Prepared.Untranslatable problem -> acknowledger.untranslatable(admitted, problem);
            case Prepared.Ready ready -> {
                Outgoing outgoing = large.outgoing(relay.program(), message, ready);
                Receipt receipt = relay.send(outgoing); // 7 Send
                settling.relayed(relay, ticket, outgoing, receipt); // 8 Settle
                yield acknowledger.relayed(admitted, relay, receipt); // 3 Acknowledge
            }
        };
    }

    private boolean cleared(String route) {
        return gate.clearance(route).cleared();
    }
}
