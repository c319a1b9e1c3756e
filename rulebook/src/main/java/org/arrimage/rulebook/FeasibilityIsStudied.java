// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The operating centre gave its opinion on feasibility (SNDE-6.2b), today or before. */
public final class FeasibilityIsStudied implements Rule<FeasibilityIsStudied.Facts> {

    /** The only things this rule may look at. */
    public record Facts(Optional<LocalDate> opinion, LocalDate day) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-6.2b");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.opinion()
                .filter(day -> !day.isAfter(facts.day()))
                .<Verdict>map(day ->
                        new Verdict.Met(
                                citations(),
                                "FEASIBILITY " + day,
                                Text.of(
                                        "La faisabilité a été étudiée le %s.",
                                        "Feasibility was studied on %s.", day)))
                .orElseGet(() ->
                        new Verdict.Lacking(
                                citations(),
                                "FEASIBILITY",
                                new Text(
                                        "Il n'y a pas encore d'avis de faisabilité du CO-I.",
                                        "There is no feasibility opinion of the CO-I" + " yet.")));
    }
}
