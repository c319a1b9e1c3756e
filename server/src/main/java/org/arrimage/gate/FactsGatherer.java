// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.evidence.Evidence;
import org.arrimage.evidence.EvidenceFile;
import org.arrimage.evidence.EvidenceType;
import org.arrimage.registry.Organisation;
import org.arrimage.registry.Registry;
import org.arrimage.rulebook.Fact;
import org.arrimage.rulebook.RouteFacts;
import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Request;
import org.arrimage.rulebook.RouteFacts.RiskAcceptance;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.arrimage.rulebook.RouteFacts.Signature;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what is on file about a route, in the words of the rulebook. */
@Component
class FactsGatherer {

    private final Registry registry;
    private final EvidenceFile file;

    FactsGatherer(Registry registry, EvidenceFile file) {
        this.registry = registry;
        this.file = file;
    }

    /** The facts of a route as they are on file now. Its traffic passes through this hub. */
    RouteFacts about(RouteSubject subject) {
        RouteSubject.Judged route = subject.judged();
        List<Evidence> evidence = file.about(subject.id(), route.assets(), RouteFacts.MOST_ENTRIES);
        return new RouteFacts(
                subject.id(),
                route.environment(),
                Optional.of(route.useCase()),
                Fact.YES,
                Fact.UNKNOWN,
                request(route.request(), evidence),
                route.integrated(),
                route.assets().stream().map(this::asset).toList(),
                each(evidence, EvidenceType.CERTIFICATE).map(FactsGatherer::certificate).toList(),
                each(evidence, EvidenceType.CERTIFICATION_DOSSIER)
                        .map(FactsGatherer::dossier)
                        .toList(),
                each(evidence, EvidenceType.SIGNATURE).map(FactsGatherer::signature).toList(),
                each(evidence, EvidenceType.RISK_ANALYSIS).map(FactsGatherer::analysis).toList(),
                each(evidence, EvidenceType.RISK_ACCEPTANCE)
                        .map(FactsGatherer::acceptance)
                        .toList());
    }

    /** An asset of the registry; one that the registry does not know has nothing in its favour. */
    private Asset asset(String id) {
        return registry.find(id)
                .map(known ->
                        new Asset(
                                id,
                                known.version(),
                                known.organisation(),
                                privateSupplier(known.organisation()),
                                Fact.of(known.internal()),
                                known.holder()))
                .orElseGet(() ->
                        new Asset(id, "?", "?", Fact.UNKNOWN, Fact.UNKNOWN, Optional.empty()));
    }

    private Fact privateSupplier(String organisation) {
        return registry.organisation(organisation)
                .map(known -> known.category() == Organisation.Category.PRIVATE_SUPPLIER)
                .map(Fact::of)
                .orElse(Fact.UNKNOWN);
    }

    /**
     * The request the route names, with what is on file about it; the latest when it names none.
     */
    private static Optional<Request> request(Optional<String> named, List<Evidence> evidence) {
        Optional<Evidence> filed =
                each(evidence, EvidenceType.REQUEST)
                        .filter(one -> named.isEmpty() || one.details().number().equals(named))
                        .max(Comparator.comparing(one -> one.period().effective()));
        if (filed.isEmpty()) {
            return named.map(number ->
                    new Request(
                            Optional.of(number),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        Evidence.Details details = filed.get().details();
        LocalDate made = filed.get().period().effective();
        return Optional.of(
                new Request(
                        details.number(),
                        details.coordinator(),
                        // An opinion counts from the day it is on file as effective, not before.
                        details.feasibility().map(day -> day.isBefore(made) ? made : day),
                        details.specification()));
    }

    private static Certificate certificate(Evidence evidence) {
        return new Certificate(
                evidence.subject().asset().orElseThrow(),
                evidence.subject().version().orElseThrow(),
                evidence.period());
    }

    private static Dossier dossier(Evidence evidence) {
        return new Dossier(
                evidence.subject().asset().orElseThrow(),
                evidence.subject().version(),
                evidence.period());
    }

    private static Signature signature(Evidence evidence) {
        return new Signature(
                evidence.details().role().orElseThrow(),
                evidence.author(),
                evidence.subject().asset(),
                evidence.subject().version(),
                evidence.period());
    }

    private static RiskAnalysis analysis(Evidence evidence) {
        return new RiskAnalysis(
                evidence.period().effective(),
                evidence.period().expires(),
                evidence.details().residual().orElseThrow());
    }

    private static RiskAcceptance acceptance(Evidence evidence) {
        return new RiskAcceptance(
                evidence.period().effective(),
                evidence.period().expires().orElseThrow(),
                evidence.author(),
                evidence.details().residual().orElseThrow());
    }

    private static Stream<Evidence> each(List<Evidence> evidence, EvidenceType type) {
        return evidence.stream().filter(one -> one.type() == type);
    }
}
