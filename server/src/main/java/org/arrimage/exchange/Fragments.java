// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Reception.Answer;
import org.arrimage.connector.Reception.Reply;
import org.arrimage.exchange.FragmentChains.Outcome;
import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Joining;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Ticket;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Steps 2 and 3 of a message that comes in fragments (HL7 v2.5.1 §2.10.2): each fragment is
 * recorded in the log and acknowledged as a message is, under a type that no route takes. Before
 * the last is acknowledged, the whole is recorded, as a message like any other.
 *
 * <p>A last fragment that comes again is joined again; the log recognises the whole. Decision 0013.
 */
@Component
final class Fragments {

    /** Ends the type of a fragment in the log, and its control id, which the whole has too. */
    private static final String MARK = "+";

    private final MessageLog log;
    private final Door door;
    private final Acknowledger acknowledger;
    private final UnfinishedMessages unfinished;

    Fragments(MessageLog log, Door door, Acknowledger acknowledger, UnfinishedMessages unfinished) {
        this.log = log;
        this.door = door;
        this.acknowledger = acknowledger;
        this.unfinished = unfinished;
    }

    Reply accept(Arrival arrival, Inspected.Admitted admitted, Fragment fragment)
            throws InterruptedException {
        Ticket ticket = log.submit(asFragment(admitted.incoming()));
        return () ->
                ticket.awaitDurable(Acknowledger.LONGEST_WAIT)
                        ? keep(arrival, admitted, fragment, ticket)
                        : acknowledger.notRecorded(admitted);
    }

    private static Incoming asFragment(Incoming incoming) {
        return new Incoming(
                incoming.source(),
                incoming.retention(),
                incoming.receivedAt(),
                incoming.type() + MARK,
                incoming.controlId() + MARK,
                incoming.ordering(),
                incoming.body());
    }

    private Answer keep(
            Arrival arrival, Inspected.Admitted admitted, Fragment fragment, Ticket ticket)
            throws InterruptedException {
        int bytes = admitted.incoming().body().length;
        return switch (unfinished.add(arrival, ticket.position(), bytes, fragment)) {
            case Outcome.Refused(ProblemCode code) ->
                    refuse(
                            arrival,
                            admitted,
                            new Hl7Problem(code, Location.field("MSH", 1, 14, -1)));
            case Outcome.Kept kept when kept.whole().isEmpty() ->
                    acknowledger.acknowledge(admitted, ticket);
            case Outcome.Kept kept -> join(arrival, admitted, kept, ticket);
        };
    }

    private Answer join(Arrival arrival, Inspected.Admitted last, Outcome.Kept kept, Ticket ticket)
            throws InterruptedException {
        List<byte[]> bodies = unfinished.bodies(kept.whole());
        return switch (Joining.join(bodies, unfinished.mostBytes())) {
            case Joining.Outcome.Broken broken -> abandon(arrival, last, kept, broken.problem());
            case Joining.Outcome.Whole(byte[] whole) ->
                    switch (door.inspect(arrival.part(whole, "joined"))) {
                        case Inspected.Refused refused ->
                                abandon(arrival, last, kept, refused.problem());
                        case Inspected.Several several ->
                                abandon(arrival, last, kept, several.problem());
                        case Inspected.Admitted admitted ->
                                record(arrival, last, admitted, kept, ticket);
                    };
        };
    }

    private Answer record(
            Arrival arrival,
            Inspected.Admitted last,
            Inspected.Admitted whole,
            Outcome.Kept kept,
            Ticket ticket)
            throws InterruptedException {
        if (!log.submit(whole.incoming()).awaitDurable(Acknowledger.LONGEST_WAIT)) {
            return acknowledger.notRecorded(last);
        }
        unfinished.joined(arrival.link().asset(), kept.chain());
        return acknowledger.acknowledge(last, ticket);
    }

    /** The fragments make no message: all of them go to the quarantine. */
    private Answer abandon(
            Arrival arrival, Inspected.Admitted last, Outcome.Kept kept, Hl7Problem problem)
            throws InterruptedException {
        List<Long> earlier = kept.whole().subList(0, kept.whole().size() - 1);
        unfinished.abandon(arrival.link().asset(), kept.chain(), earlier, problem);
        return refuse(arrival, last, problem);
    }

    private Answer refuse(Arrival arrival, Inspected.Admitted admitted, Hl7Problem problem)
            throws InterruptedException {
        return acknowledger
                .refuse(
                        arrival,
                        new Inspected.Refused(admitted.incoming().body(), problem, false, false))
                .await();
    }
}
