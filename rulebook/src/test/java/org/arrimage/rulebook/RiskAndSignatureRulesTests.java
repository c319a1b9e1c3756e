// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.arrimage.rulebook.SampleRoute.day;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.RouteFacts.RiskAcceptance;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class RiskAndSignatureRulesTests {

    @ParameterizedTest
    @CsvSource({
        "PRODUCTION, 2026-02-15, 2026-02-20, 30, Met",
        "PRODUCTION, 2026-02-15, , 30, Met",
        "PRODUCTION, 2026-01-30, , 30, Met",
        "PRODUCTION, 2026-01-29, , 30, Lacking",
        "PRODUCTION, 2026-03-01, , 0, Met",
        "PRODUCTION, 2026-02-28, , 0, Lacking",
        "PRODUCTION, 2026-12-31, , 30, Met",
        "PRODUCTION, , 2026-02-20, 30, Undetermined",
        "TEST, , , 30, NotApplicable",
        "TEST, 2026-01-01, , 30, Lacking"
    })
    void aRiskAnalysisFollowsTheIntegrationWithinTheGrace(
            Environment environment,
            String integrated,
            String analysed,
            int grace,
            String verdict) {
        Verdict judged =
                new EachIntegrationIsFollowedByARiskAnalysis()
                        .judge(
                                new EachIntegrationIsFollowedByARiskAnalysis.Facts(
                                        environment,
                                        Optional.ofNullable(integrated).map(SampleRoute::day),
                                        Optional.ofNullable(analysed).map(SampleRoute::day),
                                        day("2026-03-01"),
                                        grace));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        ", 2, 2026-12-31, 5, NotApplicable",
        "2, 2, , , Met",
        "3, 2, , , Lacking",
        "3, 3, , , Met",
        "3, 2, 2026-03-01, 3, Met",
        "3, 2, 2026-02-28, 3, Lacking",
        "4, 2, 2026-12-31, 3, Lacking",
        "5, 2, 2026-12-31, 5, Met"
    })
    void residualRiskIsAcceptableOrAcceptedToday(
            Integer residual, int acceptable, String acceptedTo, Integer level, String verdict) {
        List<RiskAcceptance> acceptances =
                acceptedTo == null
                        ? List.of()
                        : List.of(
                                new RiskAcceptance(day("2026-02-01"), day(acceptedTo), "p", level));

        Verdict judged =
                new ResidualRiskIsAcceptable()
                        .judge(
                                new ResidualRiskIsAcceptable.Facts(
                                        Optional.ofNullable(residual),
                                        acceptable,
                                        acceptances,
                                        day("2026-03-01")));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void ofTwoAnalysesOnOneDayTheWorseCounts() {
        SampleRoute route = new SampleRoute();
        route.riskAnalyses =
                List.of(
                        new RiskAnalysis(day("2026-02-20"), Optional.empty(), 4),
                        new RiskAnalysis(day("2026-02-20"), Optional.empty(), 1));

        assertThat(SampleRoute.articles(route.noon())).containsExactly("SNDE-5.2d");
    }

    @Test
    void anAnalysisThatEndedNoLongerCountsAndAnOlderOneDoesNotReplaceIt() {
        SampleRoute route = new SampleRoute();
        route.riskAnalyses =
                List.of(
                        new RiskAnalysis(day("2026-02-16"), Optional.empty(), 1),
                        new RiskAnalysis(day("2026-02-20"), Optional.of(day("2026-03-31")), 2));

        assertThat(route.noon().until()).contains(LocalDays.startOf(day("2026-04-01")));
        assertThat(SampleRoute.articles(route.at(SampleRoute.at("2026-04-01"))))
                .containsExactly("SNDE-5.2c", "AMB-20");
    }

    // People who signed as holder / security / privacy, separated by slashes.
    @ParameterizedTest
    @CsvSource({
        "a/b/c, Met, Met",
        "a/a/c, Met, Lacking",
        "a/b/b, Met, Lacking",
        "a/b/a, Met, Lacking",
        "a/a b/c, Met, Met",
        "a/a b/b, Met, Lacking",
        "a/a b/a b, Met, Lacking",
        "a b/a b/a b, Met, Lacking",
        "a b c/a b c/a b c, Met, Met",
        "'/b/c', Lacking, Met",
        "'/b/b', Lacking, Lacking",
        "'//', Lacking, Met"
    })
    void threeDifferentPeopleSign(String people, String signed, String distinct) {
        List<Set<String>> roles =
                Arrays.stream(people.split("/", -1))
                        .map(names ->
                                Arrays.stream(names.split(" "))
                                        .filter(name -> !name.isEmpty())
                                        .collect(Collectors.toSet()))
                        .toList();

        Verdict presence =
                new HolderSecurityAndPrivacySign()
                        .judge(
                                new HolderSecurityAndPrivacySign.Facts(
                                        "x", roles.get(0), roles.get(1), roles.get(2)));
        Verdict difference =
                new NobodySignsTwoRoles()
                        .judge(
                                new NobodySignsTwoRoles.Facts(
                                        "x", roles.get(0), roles.get(1), roles.get(2)));

        assertThat(presence.getClass().getSimpleName()).isEqualTo(signed);
        assertThat(difference.getClass().getSimpleName()).isEqualTo(distinct);
    }

    @Test
    void aMissingSignatureIsNamedByItsArticle() {
        Verdict judged =
                new HolderSecurityAndPrivacySign()
                        .judge(
                                new HolderSecurityAndPrivacySign.Facts(
                                        "x", Set.of("a"), Set.of(), Set.of("c")));

        assertThat(judged.citations()).extracting(Citation::article).containsExactly("SNDE-6.4a");
        assertThat(judged.reason())
                .isEqualTo(
                        new Text(
                                "Signature manquante ou échue pour x: responsable de la sécurité.",
                                "Signature missing or lapsed for x: security officer."));
    }
}
