// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Request;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.arrimage.rulebook.RouteFacts.Role;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hands each rule the facts it may look at, for one route on one day. */
final class Gates {

    private final RouteFacts facts;
    private final LocalDate day;
    private final Parameters parameters;

    private Gates(RouteFacts facts, LocalDate day, Parameters parameters) {
        this.facts = facts;
        this.day = day;
        this.parameters = parameters;
    }

    static Map<GateId, List<Verdict>> judge(
            RouteFacts facts, LocalDate day, Parameters parameters) {
        Gates gates = new Gates(facts, day, parameters);
        var answers = new EnumMap<GateId, List<Verdict>>(GateId.class);
        for (GateId gate : GateId.values()) {
            answers.put(gate, gates.judge(gate));
        }
        return answers;
    }

    static State worst(List<Verdict> verdicts) {
        return verdicts.stream().map(State::of).reduce(State.CLEARED, State::worse);
    }

    private List<Verdict> judge(GateId gate) {
        if (facts.outsideTheDirective()) {
            return List.of(
                    new Verdict.NotApplicable(
                            Citation.of("SNDE-4", "SNDE-7a"),
                            new Text(
                                    "La route ne passe ni la frontière ni le concentrateur: la"
                                            + " directive ne la vise pas.",
                                    "The route crosses neither the boundary nor the hub: the"
                                            + " directive does not concern it.")));
        }
        return switch (gate) {
            case G4 -> certification();
            case G5 -> requestAndPlatform();
            case G7 -> risk();
            case G11 -> signatures();
        };
    }

    private List<Verdict> certification() {
        List<Verdict> verdicts = new ArrayList<>();
        for (Asset asset : facts.assets()) {
            if (asset.privateSupplier() == Fact.YES) {
                verdicts.add(Rules.CERTIFIED.judge(certificationOf(asset)));
            } else {
                verdicts.add(
                        Rules.ATTESTED.judge(
                                new EveryOtherAssetIsAttested.Facts(
                                        asset.id(),
                                        asset.privateSupplier(),
                                        !signers(asset, Role.HOLDER).isEmpty(),
                                        !signers(asset, Role.SECURITY).isEmpty())));
            }
        }
        return orNoAsset(verdicts, "SNDE-5.1");
    }

    private AnAssetOfAPrivateSupplierIsCertified.Facts certificationOf(Asset asset) {
        return new AnAssetOfAPrivateSupplierIsCertified.Facts(
                asset,
                facts.environment(),
                day,
                facts.certificates().stream()
                        .filter(certificate -> certificate.asset().equals(asset.id()))
                        .toList(),
                facts.dossiers().stream()
                        .filter(dossier -> dossier.asset().equals(asset.id()))
                        .toList(),
                parameters.value(Parameter.CERTIFICATE_VALIDITY_MONTHS));
    }

    private List<Verdict> requestAndPlatform() {
        Request request = facts.request().orElse(Request.NONE);
        return List.of(
                Rules.HUB.judge(
                        new TheHubIsTheOnlyWayAcrossTheBoundary.Facts(
                                facts.crosses(), facts.throughHub())),
                Rules.USE_CASE.judge(new ARouteNamesItsUseCase.Facts(facts.useCase())),
                Rules.REQUEST.judge(new ARequestIsMadeToTheBureau.Facts(request.number())),
                Rules.COORDINATION.judge(new TheBureauCoordinates.Facts(request.coordinator())),
                Rules.FEASIBILITY.judge(new FeasibilityIsStudied.Facts(request.feasibility(), day)),
                Rules.SPECIFICATION.judge(
                        new TheSpecificationHasAVersion.Facts(request.specification())));
    }

    private List<Verdict> risk() {
        Optional<RiskAnalysis> latest = latestAnalysis();
        return List.of(
                Rules.ANALYSIS.judge(
                        new EachIntegrationIsFollowedByARiskAnalysis.Facts(
                                facts.environment(),
                                facts.integrated(),
                                latest.filter(analysis -> !analysis.period().endedBefore(day))
                                        .map(RiskAnalysis::date),
                                day,
                                parameters.value(Parameter.RISK_ANALYSIS_GRACE_DAYS))),
                Rules.RESIDUAL.judge(
                        new ResidualRiskIsAcceptable.Facts(
                                latest.map(RiskAnalysis::residual),
                                parameters.value(Parameter.ACCEPTABLE_RESIDUAL_LEVEL),
                                facts.acceptances(),
                                day)));
    }

    /** The last analysis since the integration and until today; of two on one day, the worse. */
    private Optional<RiskAnalysis> latestAnalysis() {
        return facts.riskAnalyses().stream()
                .filter(analysis -> !analysis.date().isAfter(day))
                .filter(analysis ->
                        facts.integrated().map(end -> !analysis.date().isBefore(end)).orElse(true))
                .max(
                        Comparator.comparing(RiskAnalysis::date)
                                .thenComparingInt(RiskAnalysis::residual));
    }

    private List<Verdict> signatures() {
        List<Verdict> verdicts = new ArrayList<>();
        for (Asset asset : facts.assets()) {
            Set<String> holders = signers(asset, Role.HOLDER);
            Set<String> security = signers(asset, Role.SECURITY);
            Set<String> privacy = signers(asset, Role.PRIVACY);
            verdicts.add(
                    Rules.SIGNED.judge(
                            new HolderSecurityAndPrivacySign.Facts(
                                    asset.id(), holders, security, privacy)));
            verdicts.add(
                    Rules.DISTINCT.judge(
                            new NobodySignsTwoRoles.Facts(asset.id(), holders, security, privacy)));
        }
        return orNoAsset(verdicts, "SNDE-6.3");
    }

    /** Who signed for an asset in a role today; the holder is the person named as such. */
    private Set<String> signers(Asset asset, Role role) {
        return facts.signatures().stream()
                .filter(signature -> signature.role() == role && signature.covers(asset, day))
                .map(RouteFacts.Signature::person)
                .filter(person ->
                        role != Role.HOLDER || asset.holder().map(person::equals).orElse(false))
                .collect(Collectors.toSet());
    }

    private static List<Verdict> orNoAsset(List<Verdict> verdicts, String article) {
        return verdicts.isEmpty()
                ? List.of(
                        new Verdict.Undetermined(
                                Citation.of(article),
                                "assets",
                                new Text(
                                        "Aucun actif de la route n'est déclaré.",
                                        "No asset of the route is declared.")))
                : verdicts;
    }
}
