// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;
import java.util.Optional;

/** Somebody is named to coordinate the integration for the Bureau (SNDE-5.4b). */
public final class TheBureauCoordinates implements Rule<TheBureauCoordinates.Facts> {

    /** The only thing this rule may look at. */
    public record Facts(Optional<String> coordinator) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-5.4b");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.coordinator()
                .<Verdict>map(person ->
                        new Verdict.Met(
                                citations(),
                                "COORDINATOR " + person,
                                new Text(
                                        "Le Bureau coordonne l'intégration.",
                                        "The Bureau coordinates the integration.")))
                .orElseGet(() ->
                        new Verdict.Lacking(
                                citations(),
                                "COORDINATOR",
                                new Text(
                                        "Personne n'est désigné pour coordonner"
                                                + " l'intégration au nom du Bureau.",
                                        "Nobody is named to coordinate the integration for"
                                                + " the Bureau.")));
    }
}
