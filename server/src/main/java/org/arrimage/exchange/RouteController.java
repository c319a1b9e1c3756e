// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.gate.Gate;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteProblem;
import org.arrimage.rulebook.ClearanceJson;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

/** Takes route files in. */
@RestController
@RequestMapping("/api/v1/routes")
class RouteController {

    private final Exchange exchange;
    private final Gate gate;

    RouteController(Exchange exchange, Gate gate) {
        this.exchange = exchange;
        this.gate = gate;
    }

    /** What became of a route file. */
    record Given(String route, String version, boolean activated, JsonNode clearance) {}

    @PutMapping(
            path = "/{route}",
            consumes = {
                MediaType.APPLICATION_JSON_VALUE,
                MediaType.APPLICATION_YAML_VALUE,
                MediaType.TEXT_PLAIN_VALUE
            })
    ResponseEntity<?> give(@PathVariable String route, @RequestBody String text) {
        try {
            RouteDefinition given = exchange.give(route, text);
            return ResponseEntity.ok(
                    new Given(
                            given.id(),
                            given.version(),
                            gate.activated(given.id()),
                            ClearanceJson.of(gate.clearance(given.id()))));
        } catch (RouteProblem problem) {
            ProblemDetail detail =
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.UNPROCESSABLE_CONTENT, problem.text().en());
            detail.setProperty("code", "ROUTE_UNUSABLE");
            detail.setProperty("path", problem.path());
            detail.setProperty("reason", problem.text());
            return ResponseEntity.unprocessableContent().body(detail);
        }
    }
}
