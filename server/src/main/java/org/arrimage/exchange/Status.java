// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.MllpListener;
import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.Lanes;
import org.arrimage.gate.Gate;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.Routes;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.Text;
import org.springframework.stereotype.Component;

import java.util.List;

/** What runs, what is held and what waits, as people and the API are shown it. */
@Component
public class Status {

    private final OpenRoutes open;
    private final Routes routes;
    private final Lanes lanes;
    private final Gate gate;
    private final DoorCounts counts;

    Status(OpenRoutes open, Routes routes, Lanes lanes, Gate gate, DoorCounts counts) {
        this.open = open;
        this.routes = routes;
        this.lanes = lanes;
        this.gate = gate;
        this.counts = counts;
    }

    /**
     * A door.
     *
     * @param asset who sends by it
     * @param receive the address of the route file
     * @param address where it really listens
     * @param accepted messages taken in since the start
     * @param refused arrivals refused since the start
     */
    public record Source(
            String asset, String receive, String address, long accepted, long refused) {}

    /**
     * A route.
     *
     * @param source the asset that sends
     * @param destinations the assets that receive
     */
    public record Route(
            String route,
            Text description,
            String useCase,
            String source,
            boolean activated,
            Clearance clearance,
            List<Destination> destinations) {}

    /**
     * A destination of a route.
     *
     * @param send its address
     * @param lag messages recorded and not settled here
     * @param delivered delivered since the start
     * @param parked waiting for a person
     * @param state {@code RUNNING}, {@code HELD}, {@code WAITING} for the destination, or {@code
     *     STOPPED} since too many keys are parked
     */
    public record Destination(
            String asset, String send, long lag, long delivered, long parked, String state) {}

    /** The doors that are open. */
    public List<Source> sources() {
        return open.doors().stream().map(this::source).toList();
    }

    private Source source(MllpListener door) {
        DoorCounts.Counts counted = counts.of(door.link().asset());
        return new Source(
                door.link().asset(),
                door.link().receive(),
                door.link().host() + ":" + door.port(),
                counted.accepted(),
                counted.refused());
    }

    /** Every recorded route, by id. */
    public List<Route> routes() {
        return routes.all().stream().map(this::route).toList();
    }

    private Route route(RouteDefinition route) {
        Clearance clearance = gate.clearance(route.id());
        return new Route(
                route.id(),
                route.description(),
                route.useCase().name(),
                route.source().asset(),
                gate.activated(route.id()),
                clearance,
                route.destinations().stream()
                        .map(destination -> destination(route, destination, clearance))
                        .toList());
    }

    private Destination destination(
            RouteDefinition route, RouteDefinition.Destination destination, Clearance clearance) {
        Lanes.LaneStatus lane =
                lanes.status(new LaneId(route.id(), destination.asset()))
                        .orElseGet(() ->
                                new Lanes.LaneStatus(
                                        0, counts.relayed(route.id()), 0, false, false, 0));
        String state = clearance.cleared() ? state(lane) : "HELD";
        return new Destination(
                destination.asset(),
                destination.send().toString(),
                lane.lag(),
                lane.delivered(),
                lane.parked(),
                state);
    }

    private static String state(Lanes.LaneStatus lane) {
        if (lane.stopped()) {
            return "STOPPED";
        }
        return lane.waiting() ? "WAITING" : "RUNNING";
    }
}
