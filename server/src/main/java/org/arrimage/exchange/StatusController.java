// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.database.Database;
import org.arrimage.rulebook.ClearanceJson;
import org.arrimage.rulebook.Text;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The state of the whole exchange, for {@code arrimage status} and for machines. */
@RestController
@RequestMapping("/api/v1/status")
class StatusController {

    private final Status status;
    private final InstantSource clock;
    private final Database database;

    StatusController(Status status, InstantSource clock, Database database) {
        this.status = status;
        this.clock = clock;
        this.database = database;
    }

    /** The whole answer. */
    record Answer(
            String version,
            Instant startedAt,
            Instant businessTime,
            Store database,
            List<Status.Source> sources,
            List<Route> routes) {}

    /** Which database holds everything. */
    record Store(Database.Kind kind, String version) {}

    /** A route with its clearance in the machine form of the rulebook. */
    record Route(
            String route,
            Text description,
            String useCase,
            boolean activated,
            JsonNode clearance,
            List<Status.Destination> destinations) {}

    @GetMapping
    Answer status() {
        return new Answer(
                version(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                clock.instant(),
                new Store(database.kind(), database.version()),
                status.sources(),
                status.routes().stream().map(StatusController::route).toList());
    }

    private static Route route(Status.Route route) {
        return new Route(
                route.route(),
                route.description(),
                route.useCase(),
                route.activated(),
                ClearanceJson.of(route.clearance()),
                route.destinations());
    }

    private static String version() {
        String version = StatusController.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
