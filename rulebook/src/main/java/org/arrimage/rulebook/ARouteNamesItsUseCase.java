// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.UseCase;

import java.util.List;
import java.util.Optional;

/** A route says which of the use cases it serves (SNDE-3). */
public final class ARouteNamesItsUseCase implements Rule<ARouteNamesItsUseCase.Facts> {

    /** The only thing this rule may look at. */
    public record Facts(Optional<UseCase> useCase) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-3-UC1", "SNDE-3-UC2", "SNDE-3-UC3", "SNDE-3-UC4", "SNDE-3-UC5");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.useCase()
                .<Verdict>map(named ->
                        new Verdict.Met(
                                Citation.of("SNDE-3-" + named),
                                "USE_CASE " + named,
                                Text.of(
                                        "La route sert le cas d'utilisation %s.",
                                        "The route serves use case %s.", named)))
                .orElseGet(() ->
                        new Verdict.Undetermined(
                                citations(),
                                "useCase",
                                new Text(
                                        "Le cas d'utilisation de la route n'est pas dit.",
                                        "The use case of the route is not said.")));
    }
}
