// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.api.Problem;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.ClearanceJson;
import org.arrimage.rulebook.GateKeeper;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.node.ObjectNode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells a route's clearance, now or at another instant, by the facts on file now. */
@RestController
class ClearanceController {

    private final GateHouse gate;
    private final GateSettings settings;
    private final InstantSource clock;

    ClearanceController(GateHouse gate, GateSettings settings, InstantSource clock) {
        this.gate = gate;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/routes/{route}/clearance")
    ObjectNode clearance(@PathVariable String route, @RequestParam Optional<String> at) {
        Standing standing =
                gate.current(route)
                        .orElseThrow(() ->
                                new Problem(
                                        HttpStatus.NOT_FOUND,
                                        "route-unknown",
                                        "No route has this id."));
        Optional<Instant> asked = at.map(ClearanceController::instant);
        Clearance clearance =
                asked.map(instant ->
                                GateKeeper.decide(standing.facts(), instant, settings.parameters()))
                        .orElse(standing.clearance());
        ObjectNode answer = ClearanceJson.of(clearance);
        answer.put("route", route);
        answer.put("at", asked.orElseGet(clock::instant).toString());
        answer.put("activated", gate.activated(route));
        return answer;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "instant-needed",
                    "at must be an instant in UTC, for instance 2026-11-23T12:00:00Z.");
        }
    }
}
