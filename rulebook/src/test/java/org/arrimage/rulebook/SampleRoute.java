// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.RouteFacts.Request;
import org.arrimage.rulebook.RouteFacts.RiskAcceptance;
import org.arrimage.rulebook.RouteFacts.RiskAnalysis;
import org.arrimage.rulebook.RouteFacts.Role;
import org.arrimage.rulebook.RouteFacts.Signature;
import org.arrimage.rulebook.RouteFacts.UseCase;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route that is cleared at noon on 2026-03-01, to be spoiled by a test in one place. */
final class SampleRoute {

    static final Instant NOON = at("2026-03-01");
    static final Asset APP =
            new Asset("app", "4.2", "medisoft", Fact.YES, Fact.NO, Optional.of("p-holder-app"));
    static final Asset ADT =
            new Asset("adt", "11", "hospital", Fact.NO, Fact.YES, Optional.of("p-holder-adt"));

    Environment environment = Environment.PRODUCTION;
    Optional<UseCase> useCase = Optional.of(UseCase.UC2);
    Fact throughHub = Fact.YES;
    Fact crossesBoundary = Fact.UNKNOWN;
    Optional<Request> request =
            Optional.of(
                    new Request(
                            Optional.of("DA-1"),
                            Optional.of("p-coordinator"),
                            Optional.of(day("2026-01-10")),
                            Optional.of("1.0")));
    Optional<LocalDate> integrated = Optional.of(day("2026-02-15"));
    List<Asset> assets = new ArrayList<>(List.of(APP, ADT));
    List<Certificate> certificates =
            new ArrayList<>(List.of(new Certificate("app", "4.2", Period.from(day("2025-06-01")))));
    List<Dossier> dossiers = new ArrayList<>();
    List<Signature> signatures =
            new ArrayList<>(
                    List.of(
                            signature(Role.HOLDER, "p-holder-app", "app"),
                            signature(Role.HOLDER, "p-holder-adt", "adt"),
                            signature(Role.SECURITY, "p-security"),
                            signature(Role.PRIVACY, "p-privacy")));
    List<RiskAnalysis> riskAnalyses =
            new ArrayList<>(List.of(new RiskAnalysis(day("2026-02-20"), Optional.empty(), 2)));
    List<RiskAcceptance> acceptances = new ArrayList<>();

    static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    /** Noon of a day, in Québec. */
    static Instant at(String date) {
        return day(date).atTime(12, 0).atZone(LocalDays.ZONE).toInstant();
    }

    static Signature signature(Role role, String person, String asset) {
        return new Signature(
                role, person, Optional.of(asset), Optional.empty(), Period.from(day("2026-01-15")));
    }

    static Signature signature(Role role, String person) {
        return new Signature(
                role, person, Optional.empty(), Optional.empty(), Period.from(day("2026-01-15")));
    }

    RouteFacts facts() {
        return new RouteFacts(
                "sample",
                environment,
                useCase,
                throughHub,
                crossesBoundary,
                request,
                integrated,
                assets,
                certificates,
                dossiers,
                signatures,
                riskAnalyses,
                acceptances);
    }

    Clearance at(Instant instant) {
        return GateKeeper.decide(facts(), instant);
    }

    Clearance noon() {
        return at(NOON);
    }

    static GateResult gate(Clearance clearance, GateId id) {
        return clearance.gates().stream()
                .filter(result -> result.gate() == id)
                .findFirst()
                .orElseThrow();
    }

    static List<String> articles(Clearance clearance) {
        return clearance.obstacles().stream()
                .flatMap(result -> result.citations().stream())
                .map(Citation::article)
                .distinct()
                .toList();
    }
}
