// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.database.Database;
import org.arrimage.delivery.Lanes;
import org.arrimage.exchange.LatestMessages;
import org.arrimage.exchange.Status;
import org.arrimage.messagelog.Quarantine;
import org.arrimage.notice.Notices;
import org.arrimage.registry.Organisation;
import org.arrimage.registry.Registry;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.Routes;
import org.springframework.stereotype.Component;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers what the page shows from the modules that know it. */
@Component
class ServerExchangeView implements ExchangeView {
    /** What fits on a screen; whoever wants more asks the API. */
    private static final int LATEST_MESSAGES = 25;

    private static final int LATEST_NOTICES = 8;
    private static final int SHOWN_WAITING = 8;

    private final Database database;
    private final InstantSource clock;
    private final Registry registry;
    private final Routes routes;
    private final Status status;
    private final Lanes lanes;
    private final Kept kept;

    /** What is kept for people to look at. */
    @Component
    record Kept(LatestMessages messages, Notices notices, Quarantine quarantine) {}

    ServerExchangeView(
            Database database,
            InstantSource clock,
            Registry registry,
            Routes routes,
            Status status,
            Lanes lanes,
            Kept kept) {
        this.database = database;
        this.clock = clock;
        this.registry = registry;
        this.routes = routes;
        this.status = status;
        this.lanes = lanes;
        this.kept = kept;
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(
                about(),
                parties(),
                runningRoutes(),
                kept.messages().find(LATEST_MESSAGES).stream().map(this::message).toList(),
                kept.notices().latest(LATEST_NOTICES).stream()
                        .map(notice ->
                                new Snapshot.Told(notice.at(), notice.subject(), notice.text()))
                        .toList(),
                lanes.parked(SHOWN_WAITING).stream()
                        .map(parked ->
                                new Snapshot.Parked(
                                        parked.lane().route(),
                                        parked.lane().asset(),
                                        parked.id().toString(),
                                        parked.since(),
                                        parked.reason()))
                        .toList(),
                kept.quarantine().latest(SHOWN_WAITING).stream()
                        .map(ServerExchangeView::quarantined)
                        .toList(),
                kept.quarantine().count());
    }

    private Snapshot.About about() {
        String version = ServerExchangeView.class.getPackage().getImplementationVersion();
        return new Snapshot.About(
                version == null ? "development" : version,
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                clock.instant(),
                "PostgreSQL " + database.version(),
                database.kind() == Database.Kind.EMBEDDED);
    }

    private List<Snapshot.Party> parties() {
        Map<String, Organisation> organisations =
                registry.organisations().stream()
                        .collect(Collectors.toMap(Organisation::id, Function.identity()));
        return registry.assets().stream()
                .map(asset ->
                        new Snapshot.Party(
                                asset.id(),
                                asset.name(),
                                Optional.ofNullable(organisations.get(asset.organisation()))
                                        .map(Organisation::name)
                                        .orElse(asset.name()),
                                asset.internal()))
                .toList();
    }

    private List<Snapshot.Route> runningRoutes() {
        Map<String, Status.Source> doors =
                status.sources().stream()
                        .collect(
                                Collectors.toMap(
                                        Status.Source::asset,
                                        Function.identity(),
                                        (one, _) -> one));
        return status.routes().stream()
                .map(route -> route(route, Optional.ofNullable(doors.get(route.source()))))
                .toList();
    }

    private static Snapshot.Route route(Status.Route route, Optional<Status.Source> door) {
        return new Snapshot.Route(
                route.route(),
                route.description(),
                route.useCase(),
                route.activated(),
                route.clearance(),
                route.source(),
                door.map(Status.Source::address).orElse(""),
                door.map(Status.Source::accepted).orElse(0L),
                door.map(Status.Source::refused).orElse(0L),
                route.destinations().stream()
                        .map(end ->
                                new Snapshot.Destination(
                                        end.asset(),
                                        end.send(),
                                        end.lag(),
                                        end.delivered(),
                                        end.parked(),
                                        end.state().equals("WAITING")))
                        .toList());
    }

    private Snapshot.Message message(LatestMessages.Latest message) {
        var endings = new ArrayList<Snapshot.Ending>();
        for (var end : message.destinations()) {
            endings.add(
                    new Snapshot.Ending(
                            end.route(), end.asset(), Snapshot.Outcome.valueOf(end.outcome())));
        }
        for (RouteDefinition route : routes.all()) {
            if (route.source().asset().equals(message.source())
                    && route.messages().contains(message.type())) {
                addWaiting(route, endings);
            }
        }
        return new Snapshot.Message(
                message.id(),
                message.source(),
                message.type(),
                message.receivedAt(),
                message.bytes(),
                List.copyOf(endings));
    }

    /** A destination that wants the message and has no ending for it still waits. */
    private static void addWaiting(RouteDefinition route, List<Snapshot.Ending> endings) {
        for (var end : route.destinations()) {
            boolean ended =
                    endings.stream()
                            .anyMatch(ending ->
                                    ending.route().equals(route.id())
                                            && ending.asset().equals(end.asset()));
            if (!ended) {
                endings.add(new Snapshot.Ending(route.id(), end.asset(), Snapshot.Outcome.WAITING));
            }
        }
    }

    private static Snapshot.Quarantined quarantined(Quarantine.Item item) {
        return new Snapshot.Quarantined(
                item.id().toString(),
                Optional.of(item.refusal().source()),
                item.at(),
                item.bytes(),
                item.refusal().code(),
                item.refusal().reason());
    }
}
