// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Link;
import org.arrimage.exchange.Inspected.Admitted;
import org.arrimage.exchange.Inspected.Refused;
import org.arrimage.exchange.Inspected.Several;
import org.arrimage.gate.Gate;
import org.arrimage.hl7v2.BatchReader;
import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.PatientKeys;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Text;
import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.LargeValues;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.mllp.Frame;
import org.arrimage.route.RouteDefinition;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.State;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/**
 * Step 1 of a message's path, the judgement: all that can be known before the message is recorded.
 * Frame, MSH, character set, declared type, size, and whether a route is open for it.
 */
@Component
final class Door {

    /** HL7 v2.9 gives MSH-10 this length; a longer one is a mistake. */
    private static final int LONGEST_CONTROL_ID = 199;

    private final OpenRoutes routes;
    private final Gate gate;
    private final DoorCounts counts;

    Door(OpenRoutes routes, Gate gate, DoorCounts counts) {
        this.routes = routes;
        this.gate = gate;
        this.counts = counts;
    }

    Inspected inspect(Arrival arrival) {
        return switch (arrival.frame()) {
            case Frame.Complete(byte[] body) -> inspect(arrival, body);
            case Frame.Large large -> inspect(arrival, LargeArrival.of(large));
            case Frame.Bad bad -> refused(bad);
            case Frame.End _ -> throw new IllegalArgumentException("the end carries no message");
        };
    }

    /**
     * Of a large message, what is in memory. A batch and a fragment are taken apart or joined in
     * memory, so they have to be there whole.
     */
    private Inspected inspect(Arrival arrival, LargeArrival large) {
        Inspected found = inspect(arrival, large.body(), large.large());
        return switch (found) {
            case Several several when large.fitsInMemory() -> inspect(arrival, large.whole());
            case Several several -> refused(large, several.problem());
            case Refused refused -> refused(large, refused.problem());
            case Admitted admitted when admitted.fragment().isEmpty() -> admitted;
            case Admitted _ when large.fitsInMemory() -> inspect(arrival, large.whole());
            case Admitted _ ->
                    refused(
                            large,
                            new Hl7Problem(
                                    ProblemCode.CONTINUATION_TOO_MUCH,
                                    Location.field("MSH", 1, 14, -1)));
        };
    }

    private static Refused refused(LargeArrival large, Hl7Problem problem) {
        return new Refused(large.head(), problem, true, false);
    }

    private Inspected inspect(Arrival arrival, byte[] body) {
        return inspect(arrival, body, LargeValues.NONE);
    }

    private Inspected inspect(Arrival arrival, byte[] body, LargeValues large) {
        try {
            Hl7Message message = Hl7Message.read(body, arrival.link().charset());
            String controlId = message.header().controlId();
            if (controlId.length() > LONGEST_CONTROL_ID) {
                throw new Hl7Problem(
                        ProblemCode.IDENTIFIER_INVALID, Location.field("MSH", 1, 10, -1));
            }
            return admit(arrival, message, large);
        } catch (Hl7Problem problem) {
            // Asked of what cannot be read only: a batch costs the others nothing.
            return arrival.alone() && BatchReader.isBatch(body)
                    ? new Several(body, problem)
                    : new Refused(body, problem, false, false);
        }
    }

    private Inspected admit(Arrival arrival, Hl7Message message, LargeValues large)
            throws Hl7Problem {
        Link link = arrival.link();
        String type = message.header().messageCode() + "^" + message.header().triggerEvent();
        List<RouteDefinition> wanting = routes.wanting(link.asset(), type);
        if (wanting.isEmpty()) {
            throw new Hl7Problem(
                    ProblemCode.MESSAGE_TYPE_UNSUPPORTED, Location.field("MSH", 1, 9, -1));
        }
        if (wanting.stream().noneMatch(route -> open(route.id()))) {
            throw closed(gate.clearance(wanting.getFirst().id()));
        }
        Optional<Relay> relay =
                wanting.stream()
                        .filter(route -> open(route.id()))
                        .flatMap(route -> routes.relay(route.id()).stream())
                        .findFirst();
        Optional<Fragment> fragment = Fragment.of(message);
        if (relay.isPresent() && (fragment.isPresent() || !arrival.alone())) {
            throw new Hl7Problem(ProblemCode.REQUEST_NOT_ALONE, Location.field("MSH", 1, 9, -1));
        }
        Incoming incoming =
                new Incoming(
                        routes.source(link.asset()),
                        retention(wanting),
                        arrival.at(),
                        type,
                        message.header().controlId(),
                        OrderingKeys.of(PatientKeys.of(message).keys()),
                        message.bytes(),
                        large);
        counts.accepted(link.asset());
        return new Admitted(link.asset(), message, incoming, recognised(wanting), relay, fragment);
    }

    /** The longest that one of the routes asks for. */
    static int retention(List<RouteDefinition> wanting) {
        int days = 1;
        for (RouteDefinition route : wanting) {
            days = Math.max(days, route.retention());
        }
        return days;
    }

    private static boolean recognised(List<RouteDefinition> wanting) {
        for (RouteDefinition route : wanting) {
            if (route.source().duplicates() == RouteDefinition.Duplicates.ACCEPT) {
                return false;
            }
        }
        return true;
    }

    private boolean open(String route) {
        return gate.activated(route) && gate.clearance(route).state() != State.REFUSED;
    }

    /** A route that was never cleared, or that contradicts an article, takes nothing in. */
    private static Hl7Problem closed(Clearance clearance) {
        var reason = Reasons.of(clearance);
        return new Hl7Problem(
                ProblemCode.ROUTE_CLOSED,
                Location.field("MSH", 1, 9, -1),
                new Text(reason.fr(), reason.en()));
    }

    private static Refused refused(Frame.Bad bad) {
        ProblemCode code =
                switch (bad.reason()) {
                    case START_MISSING -> ProblemCode.FRAME_START_MISSING;
                    case START_INSIDE -> ProblemCode.FRAME_START_INSIDE;
                    case END_INCOMPLETE -> ProblemCode.FRAME_END_INCOMPLETE;
                    case TOO_LARGE -> ProblemCode.FRAME_TOO_LARGE;
                    case TRUNCATED -> ProblemCode.FRAME_TRUNCATED;
                    case NOT_KEPT -> ProblemCode.NOT_RECORDED;
                };
        Hl7Problem problem = new Hl7Problem(code, Location.segment("", 0, bad.offset()));
        return new Refused(bad.bytes(), problem, bad.truncatedBytes(), !bad.ended());
    }
}
