// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.api.Problem;
import org.arrimage.gate.Gate;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.Routes;
import org.arrimage.rulebook.ClearanceJson;
import org.arrimage.rulebook.Unusable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Takes route files in. */
@RestController
@RequestMapping("/api/v1/routes")
class RouteController {

    private final Exchange exchange;
    private final Routes routes;
    private final Gate gate;

    RouteController(Exchange exchange, Routes routes, Gate gate) {
        this.exchange = exchange;
        this.routes = routes;
        this.gate = gate;
    }

    /** What became of a route file. */
    record Given(String route, String version, boolean activated, JsonNode clearance) {}

    /** What was read of a route file that was only checked. */
    record Checked(String route, String version, Optional<String> with) {}

    /**
     * Says whether a route file could be taken, and takes nothing.
     *
     * @param bringing mappings that would be given before it
     */
    @PostMapping("/{route}/check")
    Checked check(
            @PathVariable String route,
            @RequestParam(defaultValue = "") Set<String> bringing,
            @RequestBody byte[] file) {
        try {
            RouteDefinition read =
                    routes.check(route, new String(file, StandardCharsets.UTF_8), bringing);
            return new Checked(
                    read.id(),
                    read.version(),
                    read.translation().flatMap(RouteDefinition.Translate::with));
        } catch (Unusable unusable) {
            throw Problem.of("route-unusable", unusable);
        }
    }

    @PutMapping("/{route}")
    Given give(@PathVariable String route, @RequestBody byte[] file) {
        try {
            RouteDefinition given = exchange.give(route, new String(file, StandardCharsets.UTF_8));
            return new Given(
                    given.id(),
                    given.version(),
                    gate.activated(given.id()),
                    ClearanceJson.of(gate.clearance(given.id())));
        } catch (Unusable unusable) {
            throw Problem.of("route-unusable", unusable);
        }
    }
}
