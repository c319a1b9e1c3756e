// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;

/** Between external and internal assets, the designated hub is the only way (SNDE-4). */
public final class TheHubIsTheOnlyWayAcrossTheBoundary
        implements Rule<TheHubIsTheOnlyWayAcrossTheBoundary.Facts> {

    /** The only things this rule may look at. */
    public record Facts(Fact crossesBoundary, Fact throughHub) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-1", "SNDE-4");
    }

    @Override
    public Verdict judge(Facts facts) {
        return switch (facts.throughHub()) {
            case YES -> throughTheHub(facts.crossesBoundary());
            case NO -> around(facts.crossesBoundary());
            case UNKNOWN ->
                    new Verdict.Undetermined(
                            citations(),
                            "throughHub",
                            new Text(
                                    "On ne sait pas si la route passe par le concentrateur"
                                            + " désigné.",
                                    "It is not known whether the route passes through the"
                                            + " designated hub."));
        };
    }

    private Verdict throughTheHub(Fact crosses) {
        if (crosses == Fact.NO) {
            return new Verdict.NotApplicable(
                    citations(),
                    new Text(
                            "La route reste d'un même côté: l'exclusivité du concentrateur ne la"
                                    + " vise pas.",
                            "The route stays on one side: the hub's exclusivity does not concern"
                                    + " it."));
        }
        return new Verdict.Met(
                citations(),
                "HUB",
                new Text(
                        "La route passe par le concentrateur désigné.",
                        "The route passes through the designated hub."));
    }

    private Verdict around(Fact crosses) {
        return switch (crosses) {
            case YES ->
                    new Verdict.Contradicted(
                            citations(),
                            new Text(
                                    "La route relie directement un actif externe à un actif interne"
                                            + " sans passer par le concentrateur désigné.",
                                    "The route links an external asset directly to an internal one,"
                                            + " bypassing the designated hub."));
            case NO ->
                    new Verdict.NotApplicable(
                            citations(),
                            new Text(
                                    "La route ne passe ni la frontière ni le concentrateur.",
                                    "The route crosses neither the boundary nor the hub."));
            case UNKNOWN ->
                    new Verdict.Undetermined(
                            citations(),
                            "crossesBoundary",
                            new Text(
                                    "On ne sait pas si la route relie un actif externe à un actif"
                                            + " interne.",
                                    "It is not known whether the route links an external asset to"
                                            + " an internal one."));
        };
    }
}
