// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.arrimage.rulebook.SampleRoute.ADT;
import static org.arrimage.rulebook.SampleRoute.NOON;
import static org.arrimage.rulebook.SampleRoute.articles;
import static org.arrimage.rulebook.SampleRoute.at;
import static org.arrimage.rulebook.SampleRoute.day;
import static org.arrimage.rulebook.SampleRoute.gate;
import static org.arrimage.rulebook.SampleRoute.signature;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.RouteFacts.Request;
import org.arrimage.rulebook.RouteFacts.RiskAcceptance;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.arrimage.rulebook.RouteFacts.Role;
import org.arrimage.rulebook.RouteFacts.Signature;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** The worked cases of the admission procedure (S01 to S12), and what lies between them. */
class AdmissionCasesTests {

    private final SampleRoute route = new SampleRoute();

    @Test
    void s01aCertifiedAndSignedRouteIsClearedAndTheRiskClockRuns() {
        route.riskAnalyses.clear();

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.CLEARED);
        assertThat(clearance.until()).contains(LocalDays.startOf(day("2026-03-18")));
        assertThat(gate(clearance, GateId.G7).until()).isEqualTo(clearance.until());
    }

    @Test
    void s03aCertificateOf2023HoldsTheRouteThreeYearsLater() {
        route.certificates = List.of(new Certificate("app", "4.2", Period.from(day("2023-02-01"))));

        assertThat(gate(route.at(at("2026-02-01")), GateId.G4).state()).isEqualTo(State.CLEARED);
        GateResult lapsed = gate(route.at(at("2026-02-02")), GateId.G4);

        assertThat(lapsed.state()).isEqualTo(State.HELD);
        assertThat(lapsed.citations()).extracting(Citation::article).contains("SNDE-5.1");
        assertThat(lapsed.reason().en()).contains("ended on 2026-02-01");
    }

    @Test
    void s04aCertificationInProcessIsRefusedInProduction() {
        route.certificates.clear();
        route.dossiers.add(new Dossier("app", Optional.empty(), Period.from(day("2026-01-01"))));

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.REFUSED);
        assertThat(articles(clearance)).contains("SNDE-5.1", "AMB-16");
    }

    @Test
    void s04aCertificationInProcessOpensTest() {
        route.environment = Environment.TEST;
        route.certificates.clear();
        route.dossiers.add(new Dossier("app", Optional.empty(), Period.from(day("2026-01-01"))));

        assertThat(route.noon().state()).isEqualTo(State.CLEARED);
    }

    @Test
    void s06aDirectRouteAcrossTheBoundaryIsRefused() {
        route.throughHub = Fact.NO;

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.REFUSED);
        assertThat(articles(clearance)).contains("SNDE-4");
    }

    @Test
    void s08onePersonInTwoRolesHoldsTheRoute() {
        route.signatures =
                List.of(
                        signature(Role.HOLDER, "p-holder-app", "app"),
                        signature(Role.HOLDER, "p-holder-adt", "adt"),
                        signature(Role.SECURITY, "p-holder-app"),
                        signature(Role.PRIVACY, "p-privacy"));

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.HELD);
        assertThat(articles(clearance)).containsExactly("CYB-NOTE-1");
    }

    @Test
    void s08aThirdPersonWhoAlsoSignedMendsIt() {
        route.signatures.add(signature(Role.SECURITY, "p-holder-app"));

        assertThat(route.noon().state()).isEqualTo(State.CLEARED);
    }

    @Test
    void s11anInternalRouteThroughTheHubOwesEverythingButExclusivity() {
        route.assets =
                List.of(
                        ADT,
                        new Asset(
                                "lab",
                                "3",
                                "hospital",
                                Fact.NO,
                                Fact.YES,
                                Optional.of("p-holder-lab")));
        route.crossesBoundary = Fact.NO;
        route.certificates.clear();
        route.request = Optional.empty();

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.HELD);
        assertThat(articles(clearance)).contains("SNDE-5.3a", "SNDE-6.3").doesNotContain("SNDE-4");
    }

    @Test
    void s12aRequestWithoutNumberHoldsTheRoute() {
        Request asked = route.request.orElseThrow();
        route.request =
                Optional.of(
                        new Request(
                                Optional.empty(),
                                asked.coordinator(),
                                asked.feasibility(),
                                asked.specification()));

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.HELD);
        assertThat(articles(clearance)).containsExactly("SNDE-5.3a");
    }

    @Test
    void anInternalRouteOffTheHubIsOutsideTheDirective() {
        route.assets = List.of();
        route.throughHub = Fact.NO;
        route.crossesBoundary = Fact.NO;

        assertThat(route.noon().state()).isEqualTo(State.CLEARED);
    }

    @Test
    void aNewVersionIsNotCoveredByTheOldCertificate() {
        route.assets =
                List.of(
                        new Asset(
                                "app",
                                "4.3",
                                "medisoft",
                                Fact.YES,
                                Fact.NO,
                                Optional.of("p-holder-app")),
                        ADT);

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.HELD);
        assertThat(gate(clearance, GateId.G4).reason().fr()).contains("autre version (4.2)");
    }

    @Test
    void noDossierAtAllIsRefusedForAPrivateSupplierOnly() {
        route.certificates.clear();
        assertThat(route.noon().state()).isEqualTo(State.REFUSED);

        route.assets = List.of(ADT);
        assertThat(gate(route.noon(), GateId.G4).state()).isEqualTo(State.CLEARED);
    }

    @Test
    void theHolderWhoSignsIsTheOneNamedForTheAsset() {
        route.signatures.remove(0);
        route.signatures.add(signature(Role.HOLDER, "p-someone", "app"));

        assertThat(articles(route.noon())).contains("SNDE-6.3");
    }

    @Test
    void aSignatureForAnotherVersionDoesNotCount() {
        route.signatures.remove(0);
        route.signatures.add(
                new Signature(
                        Role.HOLDER,
                        "p-holder-app",
                        Optional.of("app"),
                        Optional.of("4.1"),
                        Period.from(day("2026-01-15"))));

        assertThat(route.noon().state()).isEqualTo(State.HELD);
    }

    @Test
    void residualRiskAboveTheThresholdNeedsAnAcceptanceThatCoversIt() {
        route.riskAnalyses.add(new RiskAnalysis(day("2026-02-25"), Optional.empty(), 4));
        assertThat(articles(route.noon())).containsExactly("SNDE-5.2d");

        route.acceptances.add(
                new RiskAcceptance(day("2026-02-26"), day("2026-06-30"), "p-director", 3));
        assertThat(route.noon().state()).isEqualTo(State.HELD);

        route.acceptances.add(
                new RiskAcceptance(day("2026-02-26"), day("2026-06-30"), "p-director", 4));
        assertThat(route.noon().until()).contains(LocalDays.startOf(day("2026-07-01")));
    }

    @Test
    void anAnalysisBeforeTheIntegrationDoesNotCount() {
        route.riskAnalyses = List.of(new RiskAnalysis(day("2026-02-14"), Optional.empty(), 1));

        assertThat(articles(route.at(at("2026-03-18")))).containsExactly("SNDE-5.2c", "AMB-20");
    }

    @Test
    void whatIsNotSaidIsNeverFavourable() {
        route.throughHub = Fact.UNKNOWN;
        route.useCase = Optional.empty();
        route.integrated = Optional.empty();
        route.assets =
                List.of(
                        new Asset(
                                "app",
                                "4.2",
                                "medisoft",
                                Fact.UNKNOWN,
                                Fact.UNKNOWN,
                                Optional.empty()));

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.HELD);
        assertThat(clearance.obstacles()).hasSize(4);
    }

    @Test
    void everyReasonIsReturnedAndTheWorstGateWins() {
        route.throughHub = Fact.NO;
        route.signatures.clear();
        route.request = Optional.empty();

        Clearance clearance = route.noon();

        assertThat(clearance.state()).isEqualTo(State.REFUSED);
        assertThat(articles(clearance))
                .contains("SNDE-4", "SNDE-5.3a", "SNDE-6.3", "SNDE-6.4a", "SNDE-6.5");
    }

    @Test
    void theThresholdIsAParameter() {
        route.riskAnalyses.add(new RiskAnalysis(day("2026-02-25"), Optional.empty(), 3));
        var lenient = Parameters.USUAL.with(Parameter.ACCEPTABLE_RESIDUAL_LEVEL, 3);

        assertThat(GateKeeper.decide(route.facts(), NOON, lenient).cleared()).isTrue();
        assertThat(route.noon().cleared()).isFalse();
    }
}
