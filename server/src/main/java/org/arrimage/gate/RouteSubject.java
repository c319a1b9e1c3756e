// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.route.RouteDefinition;
import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.RouteFacts.UseCase;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the gate looks at in a route's definition.
 *
 * @param version digest of the definition
 * @param judged all that a judgment may rest on
 */
record RouteSubject(String id, String version, Judged judged) {

    /**
     * The part of a definition that the rules see.
     *
     * @param request number of the integration request the route says it rests on
     */
    record Judged(
            Environment environment,
            UseCase useCase,
            Optional<String> request,
            Optional<LocalDate> integrated,
            List<String> assets) {}

    static RouteSubject of(RouteDefinition route) {
        return new RouteSubject(
                route.id(),
                route.version(),
                new Judged(
                        Environment.valueOf(route.environment().name()),
                        UseCase.valueOf(route.useCase().name()),
                        route.request(),
                        route.integrated(),
                        route.assets()));
    }
}
