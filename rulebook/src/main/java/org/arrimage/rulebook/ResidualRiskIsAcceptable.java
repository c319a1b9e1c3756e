// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.RiskAcceptance;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The residual risk is at an acceptable level, or a signed acceptance that has not ended covers it
 * (SNDE-5.2d).
 */
public final class ResidualRiskIsAcceptable implements Rule<ResidualRiskIsAcceptable.Facts> {

    /**
     * @param residual level found by the latest analysis; empty before the first
     * @param acceptable highest level that needs no acceptance
     */
    public record Facts(
            Optional<Integer> residual,
            int acceptable,
            List<RiskAcceptance> acceptances,
            LocalDate day) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-5.2d");
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.residual().isEmpty()) {
            return new Verdict.NotApplicable(
                    citations(),
                    new Text(
                            "Aucun risque résiduel n'est encore connu.",
                            "No residual risk is known yet."));
        }
        int residual = facts.residual().get();
        if (residual <= facts.acceptable()) {
            return new Verdict.Met(
                    citations(),
                    "RISK_ANALYSIS " + residual,
                    Text.of(
                            "Le risque résiduel (%d) est acceptable.",
                            "The residual risk (%d) is acceptable.", residual));
        }
        return covering(facts, residual)
                .<Verdict>map(acceptance ->
                        new Verdict.Met(
                                citations(),
                                "RISK_ACCEPTANCE " + acceptance.expires(),
                                Text.of(
                                        "Le risque résiduel (%d) est accepté jusqu'au %s.",
                                        "The residual risk (%d) is accepted until %s.",
                                        residual,
                                        acceptance.expires())))
                .orElseGet(() ->
                        new Verdict.Lacking(
                                citations(),
                                "RISK_ACCEPTANCE",
                                Text.of(
                                        "Le risque résiduel (%d) dépasse %d et aucune"
                                                + " acceptation en vigueur ne le couvre.",
                                        "The residual risk (%d) is above %d and no"
                                                + " acceptance in force covers it.",
                                        residual,
                                        facts.acceptable())));
    }

    private static Optional<RiskAcceptance> covering(Facts facts, int residual) {
        return facts.acceptances().stream()
                .filter(acceptance -> acceptance.period().covers(facts.day()))
                .filter(acceptance -> acceptance.level() >= residual)
                .max(Comparator.comparing(RiskAcceptance::expires));
    }
}
