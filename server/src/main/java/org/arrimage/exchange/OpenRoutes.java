// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Connectors;
import org.arrimage.connector.Link;
import org.arrimage.connector.MllpListener;
import org.arrimage.connector.Reception;
import org.arrimage.connector.Sender;
import org.arrimage.delivery.Lane;
import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.LaneRules;
import org.arrimage.delivery.Lanes;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.route.Mappings;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteDefinition.Acknowledge;
import org.arrimage.route.RouteProgram;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What is open: the doors of the sources, and the lanes and relays of the routes that were
 * activated. A recorded route has a door at once, which refuses with the reason until the route is
 * activated.
 */
@Component
final class OpenRoutes {

    /** Messages of one lane read and not settled: bounds memory and duplicates after a crash. */
    private static final int WINDOW = 1_024;

    private static final long WINDOW_BYTES = 32L << 20;

    /** Zone of times without offset on every link, until a link may say otherwise. */
    static final ZoneId ZONE = ZoneId.of("America/Toronto");

    private final Connectors connectors;
    private final Lanes lanes;
    private final MessageLog log;
    private final ExchangeMeters meters;
    private final Mappings mappings;
    private final Map<String, RouteDefinition> definitions = new ConcurrentHashMap<>();
    private final Map<String, List<RouteDefinition>> bySource = new ConcurrentHashMap<>();
    private final Map<String, Short> sources = new ConcurrentHashMap<>();
    private final Map<URI, MllpListener> doors = new ConcurrentHashMap<>();
    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private final Map<String, List<Lane>> open = new ConcurrentHashMap<>();

    OpenRoutes(
            Connectors connectors,
            Lanes lanes,
            MessageLog log,
            ExchangeMeters meters,
            Mappings mappings) {
        this.connectors = connectors;
        this.lanes = lanes;
        this.log = log;
        this.meters = meters;
        this.mappings = mappings;
    }

    /** How a lane's threads are started: one for each connection of its destination. */
    @FunctionalInterface
    interface Workers {
        void start(Delivering delivering);
    }

    // ---- what the door asks

    /** The routes of a source that want messages of this type, as {@code ADT^A01}. */
    List<RouteDefinition> wanting(String asset, String type) {
        List<RouteDefinition> routes = bySource.getOrDefault(asset, List.of());
        if (routes.size() == 1) {
            return routes.getFirst().messages().contains(type) ? routes : List.of();
        }
        return routes.stream().filter(route -> route.messages().contains(type)).toList();
    }

    /** The way of the requests of a route; empty when the route is acknowledged by its commit. */
    Optional<Relay> relay(String route) {
        return Optional.ofNullable(relays.get(route));
    }

    /** The first link by which an asset's messages come in. */
    Optional<Link> link(String asset) {
        return bySource.getOrDefault(asset, List.of()).stream().map(this::link).findFirst();
    }

    /** The log's number of an asset. */
    short source(String asset) {
        return sources.computeIfAbsent(asset, log::source);
    }

    // ---- opening and closing

    /**
     * Makes a definition the one in force and opens its door; the lanes of an earlier one are
     * closed. A door that stays the same stays open, and its connections with it.
     */
    synchronized void define(RouteDefinition route, Reception reception) {
        closeLanes(route.id());
        RouteDefinition before = definitions.put(route.id(), route);
        if (before != null && !before.source().equals(route.source())) {
            bySource.put(before.source().asset(), ofSource(before.source().asset()));
            closeDoor(before.source().receive());
        }
        String asset = route.source().asset();
        source(asset);
        bySource.put(asset, ofSource(asset));
        open(link(route), route.source().receive(), reception);
    }

    /** Opens a door, or opens it anew when it is no longer what it was. */
    private void open(Link link, URI receive, Reception reception) {
        MllpListener door = doors.get(receive);
        if (door != null && door.link().asset().equals(link.asset()) && !door.link().equals(link)) {
            doors.remove(receive);
            door.close();
        }
        doors.computeIfAbsent(receive, _ -> connectors.listen(link, reception));
    }

    private List<RouteDefinition> ofSource(String asset) {
        return definitions.values().stream()
                .filter(route -> route.source().asset().equals(asset))
                .toList();
    }

    /** Opens the lanes of a route that was activated; does nothing when they are open. */
    synchronized void activate(String id, Workers workers) {
        RouteDefinition route = definitions.get(id);
        if (route == null || open.containsKey(id)) {
            return;
        }
        List<Lane> opened = new ArrayList<>();
        for (RouteDefinition.Destination destination : route.destinations()) {
            LaneId lane = new LaneId(id, destination.asset());
            RouteProgram program = RouteProgram.compile(route, destination, ZONE, mappings::named);
            boolean answers =
                    route.source().acknowledge() == Acknowledge.DESTINATION
                            && destination.equals(route.destinations().getFirst());
            if (answers) {
                lanes.openRelay(lane);
                relays.put(id, relay(route, destination, program, lane));
            } else {
                opened.add(openLane(lane, route, destination, program, workers));
            }
        }
        open.put(id, opened);
    }

    private Relay relay(
            RouteDefinition route,
            RouteDefinition.Destination destination,
            RouteProgram program,
            LaneId lane) {
        LinkedBlockingQueue<Sender> senders = new LinkedBlockingQueue<>();
        for (int i = 0; i < destination.connections(); i++) {
            senders.add(
                    connectors.sender(
                            destination.asset(),
                            destination.send(),
                            route.source().deadline(),
                            1,
                            settling(destination)));
        }
        boolean speaksHl7v2 = destination.send().getScheme().startsWith("mllp");
        return new Relay(lane, program, senders, speaksHl7v2, route.source().deadline());
    }

    private Lane openLane(
            LaneId id,
            RouteDefinition route,
            RouteDefinition.Destination destination,
            RouteProgram program,
            Workers workers) {
        LaneRules.Order order =
                switch (destination.order()) {
                    case PATIENT -> LaneRules.Order.KEYS;
                    case SOURCE -> LaneRules.Order.WHOLE_SOURCE;
                    case NONE -> LaneRules.Order.NONE;
                };
        LaneRules rules =
                new LaneRules(
                        source(route.source().asset()),
                        program::accepts,
                        order,
                        WINDOW,
                        WINDOW_BYTES,
                        destination.rate(),
                        HexFormat.of().parseHex(route.version()));
        Lane lane = lanes.open(id, rules);
        meters.lane(id);
        for (int i = 0; i < destination.connections(); i++) {
            Sender sender =
                    connectors.sender(
                            destination.asset(),
                            destination.send(),
                            destination.timeout(),
                            destination.pipeline(),
                            settling(destination));
            workers.start(new Delivering(lane, program, destination, sender));
        }
        return lane;
    }

    private static Sender.Settling settling(RouteDefinition.Destination destination) {
        return switch (destination.answer()) {
            case ACCEPT -> Sender.Settling.ACCEPT;
            case APPLICATION -> Sender.Settling.APPLICATION;
        };
    }

    /** Wakes the lanes of a route: it was released, or what it waits for may have changed. */
    void wake(String route) {
        open.getOrDefault(route, List.of()).forEach(Lane::resume);
    }

    /** Closes the lanes of a route and opens them again where they stand now. */
    synchronized void reopen(String id, Workers workers) {
        if (open.containsKey(id)) {
            closeLanes(id);
            activate(id, workers);
        }
    }

    private void closeLanes(String id) {
        for (Lane lane : Optional.ofNullable(open.remove(id)).orElse(List.of())) {
            lanes.close(lane.id());
        }
        Relay relay = relays.remove(id);
        if (relay != null) {
            relay.close();
        }
    }

    /** Closes a door that no route uses any more. */
    private void closeDoor(URI receive) {
        boolean used =
                definitions.values().stream()
                        .anyMatch(route -> route.source().receive().equals(receive));
        MllpListener door = used ? null : doors.remove(receive);
        if (door != null) {
            door.close();
        }
    }

    synchronized void closeAll() {
        List.copyOf(definitions.keySet()).forEach(this::closeLanes);
        definitions.clear();
        bySource.clear();
        List.copyOf(doors.keySet()).forEach(this::closeDoor);
    }

    /** The doors that are open. */
    List<MllpListener> doors() {
        return List.copyOf(doors.values());
    }

    private Link link(RouteDefinition route) {
        URI receive = route.source().receive();
        boolean numbered =
                definitions.values().stream()
                        .map(RouteDefinition::source)
                        .anyMatch(source -> source.sequence() && source.receive().equals(receive));
        return new Link(
                route.source().asset(),
                receive.toString(),
                receive.getHost(),
                receive.getPort(),
                Connectors.tls(receive),
                route.source().charset(),
                ZONE,
                numbered);
    }
}
