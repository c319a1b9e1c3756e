// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

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
import org.arrimage.rulebook.RouteFacts.UseCase;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What holds of every route, on routes drawn with a seed. */
class ClearancePropertiesTests {

    private static final LocalDate ORIGIN = LocalDate.of(2026, 1, 1);
    private static final int SPAN = 60;

    private final Random chance;

    ClearancePropertiesTests(RepetitionInfo repetition) {
        chance = new Random(20_261_123L + repetition.getCurrentRepetition());
    }

    @RepeatedTest(400)
    void theAnswerStandsUntilItsUntilAndChangesThere() {
        RouteFacts facts = route();
        Instant at = LocalDays.startOf(anyDay());

        Clearance now = GateKeeper.decide(facts, at);

        Instant end = now.until().orElse(LocalDays.startOf(ORIGIN.plusDays(4 * SPAN)));
        for (LocalDate day = LocalDays.dayOf(at);
                LocalDays.startOf(day).isBefore(end);
                day = day.plusDays(1)) {
            assertThat(GateKeeper.decide(facts, LocalDays.startOf(day)).state())
                    .isEqualTo(now.state());
        }
        now.until()
                .ifPresent(until ->
                        assertThat(GateKeeper.decide(facts, until).state())
                                .isNotEqualTo(now.state()));
    }

    @RepeatedTest(400)
    void passingAnEndNeverMakesItBetter() {
        RouteFacts facts = route();

        for (LocalDate last : ends(facts)) {
            if (startsOn(facts, last.plusDays(1))) {
                continue;
            }
            State before = GateKeeper.decide(facts, LocalDays.startOf(last)).state();
            State after = GateKeeper.decide(facts, LocalDays.startOf(last.plusDays(1))).state();
            assertThat(after).isGreaterThanOrEqualTo(before);
        }
    }

    @RepeatedTest(400)
    void supportingEvidenceNeverMakesItWorse() {
        RouteFacts facts = route();
        Instant at = LocalDays.startOf(anyDay());
        State before = GateKeeper.decide(facts, at).state();

        State after = GateKeeper.decide(withSupport(facts), at).state();

        assertThat(after).isLessThanOrEqualTo(before);
    }

    @RepeatedTest(200)
    void theTimelineSaysWhatDecideSays() {
        RouteFacts facts = route();
        Instant from = LocalDays.startOf(ORIGIN.minusDays(SPAN));
        Instant to = LocalDays.startOf(ORIGIN.plusDays(4 * SPAN));
        List<Change> changes = GateKeeper.timeline(facts, from, to);

        State state = GateKeeper.decide(facts, from).state();
        int next = 0;
        for (LocalDate day = ORIGIN.minusDays(SPAN);
                !day.isAfter(ORIGIN.plusDays(4 * SPAN));
                day = day.plusDays(1)) {
            Instant start = LocalDays.startOf(day);
            if (next < changes.size() && changes.get(next).at().equals(start)) {
                state = changes.get(next++).clearance().state();
            }
            assertThat(GateKeeper.decide(facts, start).state()).isEqualTo(state);
        }
        assertThat(next).isEqualTo(changes.size());
    }

    @RepeatedTest(200)
    void everyAnswerCitesAndSpeaksAndHasItsMachineForm() {
        Clearance clearance = GateKeeper.decide(route(), LocalDays.startOf(anyDay()));

        assertThat(clearance.gates()).hasSize(GateId.values().length);
        for (GateResult gate : clearance.gates()) {
            assertThat(gate.verdicts()).isNotEmpty();
            assertThat(gate.citations()).isNotEmpty();
            assertThat(gate.reason().fr()).doesNotContain("%");
        }
        assertThat(ClearanceJson.of(clearance).get("gates")).hasSize(clearance.gates().size());
    }

    private RouteFacts route() {
        SampleRoute route = new SampleRoute();
        route.environment = chance.nextBoolean() ? Environment.PRODUCTION : Environment.TEST;
        route.useCase = maybe(UseCase.UC1);
        route.throughHub = mostly(Fact.YES);
        route.crossesBoundary = mostly(Fact.NO);
        route.request =
                maybe(new Request(maybe("DA-1"), maybe("p"), maybe(anyDay()), maybe("1.0")));
        route.integrated = maybe(anyDay());
        route.assets = new ArrayList<>();
        int assets = chance.nextInt(4);
        for (int i = 0; i < assets; i++) {
            route.assets.add(
                    new Asset(
                            "a" + i,
                            "v" + chance.nextInt(2),
                            "o",
                            mostly(Fact.YES),
                            mostly(Fact.NO),
                            maybe("h" + i)));
        }
        route.certificates = some(() -> new Certificate(asset(), version(), period()));
        route.dossiers = some(() -> new Dossier(asset(), maybe(version()), period()));
        route.signatures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            route.signatures.addAll(some(this::signature));
        }
        route.riskAnalyses = some(() -> analysis());
        route.acceptances = some(this::acceptance);
        return route.facts();
    }

    /** The same route with one more piece that can only help. */
    private RouteFacts withSupport(RouteFacts facts) {
        var certificates = new ArrayList<>(facts.certificates());
        var dossiers = new ArrayList<>(facts.dossiers());
        var signatures = new ArrayList<>(facts.signatures());
        var acceptances = new ArrayList<>(facts.acceptances());
        switch (chance.nextInt(4)) {
            case 0 -> certificates.add(new Certificate(asset(), version(), period()));
            case 1 -> dossiers.add(new Dossier(asset(), maybe(version()), period()));
            case 2 -> signatures.add(holderOrNewPerson());
            default -> acceptances.add(acceptance());
        }
        return new RouteFacts(
                facts.route(),
                facts.environment(),
                facts.useCase(),
                facts.throughHub(),
                facts.crossesBoundary(),
                facts.request(),
                facts.integrated(),
                facts.assets(),
                certificates,
                dossiers,
                signatures,
                facts.riskAnalyses(),
                acceptances);
    }

    private Signature holderOrNewPerson() {
        Role role = Role.values()[chance.nextInt(3)];
        String person = role == Role.HOLDER ? "h" + chance.nextInt(3) : "new";
        return new Signature(role, person, maybe(asset()), maybe(version()), period());
    }

    private Signature signature() {
        Role role = Role.values()[chance.nextInt(3)];
        String person = (chance.nextBoolean() ? "h" : "p") + chance.nextInt(3);
        return new Signature(role, person, maybe(asset()), maybe(version()), period());
    }

    private RiskAcceptance acceptance() {
        Period period = period();
        return new RiskAcceptance(
                period.effective(),
                period.expires().orElse(period.effective()),
                "p",
                1 + chance.nextInt(5));
    }

    private RiskAnalysis analysis() {
        Period period = period();
        return new RiskAnalysis(period.effective(), period.expires(), 1 + chance.nextInt(5));
    }

    private static List<LocalDate> ends(RouteFacts facts) {
        List<LocalDate> ends = new ArrayList<>();
        facts.certificates().forEach(one -> one.period().expires().ifPresent(ends::add));
        facts.dossiers().forEach(one -> one.period().expires().ifPresent(ends::add));
        facts.signatures().forEach(one -> one.period().expires().ifPresent(ends::add));
        facts.riskAnalyses().forEach(one -> one.expires().ifPresent(ends::add));
        facts.acceptances().forEach(one -> ends.add(one.expires()));
        facts.integrated().ifPresent(day -> ends.add(day.plusDays(30)));
        return ends;
    }

    private static boolean startsOn(RouteFacts facts, LocalDate day) {
        return facts.certificates().stream().anyMatch(one -> one.period().effective().equals(day))
                || facts.dossiers().stream().anyMatch(one -> one.period().effective().equals(day))
                || facts.signatures().stream().anyMatch(one -> one.period().effective().equals(day))
                || facts.acceptances().stream().anyMatch(one -> one.effective().equals(day))
                || facts.riskAnalyses().stream().anyMatch(one -> one.date().equals(day))
                || facts.request().flatMap(Request::feasibility).filter(day::equals).isPresent();
    }

    private Period period() {
        LocalDate start = anyDay();
        return chance.nextInt(3) == 0
                ? Period.from(start)
                : Period.between(start, start.plusDays(chance.nextInt(SPAN)));
    }

    private LocalDate anyDay() {
        return ORIGIN.plusDays(chance.nextInt(SPAN));
    }

    private String asset() {
        return "a" + chance.nextInt(3);
    }

    private String version() {
        return "v" + chance.nextInt(2);
    }

    private Fact mostly(Fact fact) {
        return chance.nextInt(3) == 0 ? Fact.values()[chance.nextInt(3)] : fact;
    }

    private <T> Optional<T> maybe(T value) {
        return chance.nextInt(5) == 0 ? Optional.empty() : Optional.of(value);
    }

    private <T> List<T> some(java.util.function.Supplier<T> one) {
        List<T> items = new ArrayList<>();
        int count = chance.nextInt(4);
        for (int i = 0; i < count; i++) {
            items.add(one.get());
        }
        return items;
    }
}
