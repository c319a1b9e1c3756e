// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.arrimage.rulebook.SampleRoute.day;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.rulebook.RouteFacts.UseCase;
import org.arrimage.rulebook.Verdict.Lacking;
import org.arrimage.rulebook.Verdict.Met;
import org.arrimage.rulebook.Verdict.Undetermined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

class PlatformRulesTests {

    @ParameterizedTest
    @CsvSource({
        "YES, YES, Met",
        "UNKNOWN, YES, Met",
        "NO, YES, NotApplicable",
        "YES, NO, Contradicted",
        "NO, NO, NotApplicable",
        "UNKNOWN, NO, Undetermined",
        "YES, UNKNOWN, Undetermined",
        "NO, UNKNOWN, Undetermined",
        "UNKNOWN, UNKNOWN, Undetermined"
    })
    void theHubIsTheOnlyWayAcross(Fact crosses, Fact throughHub, String verdict) {
        Verdict judged =
                new TheHubIsTheOnlyWayAcrossTheBoundary()
                        .judge(new TheHubIsTheOnlyWayAcrossTheBoundary.Facts(crosses, throughHub));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void assetsOnBothSidesCrossTheBoundaryWhateverWasStated() {
        SampleRoute route = new SampleRoute();
        route.crossesBoundary = Fact.NO;

        assertThat(route.facts().crosses()).isEqualTo(Fact.YES);
    }

    @ParameterizedTest
    @EnumSource(UseCase.class)
    void aUseCaseIsCitedByItsOwnArticle(UseCase useCase) {
        Verdict judged =
                new ARouteNamesItsUseCase()
                        .judge(new ARouteNamesItsUseCase.Facts(Optional.of(useCase)));

        assertThat(judged.citations())
                .extracting(Citation::article)
                .containsExactly("SNDE-3-" + useCase);
    }

    @Test
    void noUseCaseIsUndetermined() {
        assertThat(
                        new ARouteNamesItsUseCase()
                                .judge(new ARouteNamesItsUseCase.Facts(Optional.empty())))
                .isInstanceOf(Undetermined.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-28, Met", "2026-03-01, Met", "2026-03-02, Lacking", ", Lacking"})
    void anOpinionOnFeasibilityCountsFromItsDay(String opinion, String verdict) {
        Verdict judged =
                new FeasibilityIsStudied()
                        .judge(
                                new FeasibilityIsStudied.Facts(
                                        Optional.ofNullable(opinion).map(SampleRoute::day),
                                        day("2026-03-01")));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void aNumberACoordinatorAndASpecificationAreThereOrLacking() {
        var request = new ARequestIsMadeToTheBureau();
        var coordination = new TheBureauCoordinates();
        var specification = new TheSpecificationHasAVersion();

        assertThat(request.judge(new ARequestIsMadeToTheBureau.Facts(Optional.of("DA-1"))))
                .isInstanceOf(Met.class);
        assertThat(request.judge(new ARequestIsMadeToTheBureau.Facts(Optional.empty())))
                .isInstanceOf(Lacking.class);
        assertThat(coordination.judge(new TheBureauCoordinates.Facts(Optional.of("p"))))
                .isInstanceOf(Met.class);
        assertThat(coordination.judge(new TheBureauCoordinates.Facts(Optional.empty())))
                .isInstanceOf(Lacking.class);
        assertThat(specification.judge(new TheSpecificationHasAVersion.Facts(Optional.of("1"))))
                .isInstanceOf(Met.class);
        assertThat(specification.judge(new TheSpecificationHasAVersion.Facts(Optional.empty())))
                .isInstanceOf(Lacking.class);
    }
}
