// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.Environment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A risk analysis follows each integration (SNDE-5.2c). The text only says should; we hold the
 * route once the grace has passed, and say so (AMB-20).
 */
public final class EachIntegrationIsFollowedByARiskAnalysis
        implements Rule<EachIntegrationIsFollowedByARiskAnalysis.Facts> {

    /**
     * @param integrated day the integration ended
     * @param analysed day of the latest analysis since then and until today
     * @param graceDays days after the integration during which the analysis may be missing
     */
    public record Facts(
            Environment environment,
            Optional<LocalDate> integrated,
            Optional<LocalDate> analysed,
            LocalDate day,
            int graceDays) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-5.2c", "AMB-20");
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.integrated().isEmpty()) {
            return switch (facts.environment()) {
                case TEST ->
                        new Verdict.NotApplicable(
                                citations(),
                                new Text(
                                        "L'intégration n'est pas terminée: l'analyse la suivra.",
                                        "The integration has not ended: the analysis follows it."));
                case PRODUCTION ->
                        new Verdict.Undetermined(
                                citations(),
                                "integrated",
                                new Text(
                                        "Le jour de la fin de l'intégration n'est pas dit.",
                                        "The day the integration ended is not said."));
            };
        }
        LocalDate integrated = facts.integrated().get();
        LocalDate due = integrated.plusDays(facts.graceDays());
        if (facts.analysed().isPresent()) {
            return new Verdict.Met(
                    citations(),
                    "RISK_ANALYSIS " + facts.analysed().get(),
                    Text.of(
                            "Les risques ont été analysés le %s, après l'intégration du %s.",
                            "Risks were analysed on %s, after the integration of %s.",
                            facts.analysed().get(),
                            integrated));
        }
        if (!facts.day().isAfter(due)) {
            return new Verdict.Met(
                    citations(),
                    "GRACE " + due,
                    Text.of(
                            "L'analyse de risques est attendue au plus tard le %s.",
                            "The risk analysis is due on %s at the latest.", due));
        }
        return new Verdict.Lacking(
                citations(),
                "RISK_ANALYSIS",
                Text.of(
                        "L'analyse de risques qui suit l'intégration du %s manque depuis le %s.",
                        "The risk analysis that follows the integration of %s was due on %s.",
                        integrated,
                        due));
    }
}
