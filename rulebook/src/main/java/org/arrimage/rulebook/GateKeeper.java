// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Decides whether a route may run. Pure: the same facts, instant and parameters always give the
 * same answer.
 */
public final class GateKeeper {

    private GateKeeper() {}

    /** The answer at an instant, with every reason and the instant it next changes. */
    public static Clearance decide(RouteFacts facts, Instant at, Parameters parameters) {
        LocalDate day = LocalDays.dayOf(at);
        Map<GateId, List<Verdict>> verdicts = Gates.judge(facts, day, parameters);
        Map<GateId, State> now = states(verdicts);
        Horizon horizon = new Horizon(now);
        for (LocalDate turn : turns(facts, parameters).tailSet(day, false)) {
            if (horizon.complete()) {
                break;
            }
            horizon.look(turn, states(Gates.judge(facts, turn, parameters)));
        }
        List<GateResult> gates =
                verdicts.entrySet().stream()
                        .map(entry ->
                                GateResult.of(
                                        entry.getKey(),
                                        entry.getValue(),
                                        horizon.until(entry.getKey())))
                        .toList();
        return new Clearance(worst(now), horizon.until(), gates);
    }

    /** The answer with every parameter at its usual value. */
    public static Clearance decide(RouteFacts facts, Instant at) {
        return decide(facts, at, Parameters.USUAL);
    }

    /**
     * The instants after {@code from} and up to {@code to} at which the state of the route or of
     * one of its gates changes, in order.
     */
    public static List<Change> timeline(
            RouteFacts facts, Instant from, Instant to, Parameters parameters) {
        List<Change> changes = new ArrayList<>();
        LocalDate first = LocalDays.dayOf(from);
        LocalDate last = LocalDays.dayOf(to);
        if (last.isBefore(first)) {
            return changes;
        }
        Map<GateId, State> before = states(Gates.judge(facts, first, parameters));
        for (LocalDate turn : turns(facts, parameters).subSet(first, false, last, true)) {
            Map<GateId, State> after = states(Gates.judge(facts, turn, parameters));
            if (!after.equals(before)) {
                Instant at = LocalDays.startOf(turn);
                changes.add(new Change(at, decide(facts, at, parameters)));
            }
            before = after;
        }
        return changes;
    }

    /** The timeline with every parameter at its usual value. */
    public static List<Change> timeline(RouteFacts facts, Instant from, Instant to) {
        return timeline(facts, from, to, Parameters.USUAL);
    }

    /** Every day on which some fact starts or stops counting: nothing changes between two. */
    private static NavigableSet<LocalDate> turns(RouteFacts facts, Parameters parameters) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        int validity = parameters.value(Parameter.CERTIFICATE_VALIDITY_MONTHS);
        int grace = parameters.value(Parameter.RISK_ANALYSIS_GRACE_DAYS);
        facts.certificates()
                .forEach(one ->
                        addBoth(days, AnAssetOfAPrivateSupplierIsCertified.counted(one, validity)));
        facts.dossiers().forEach(one -> addBoth(days, one.period()));
        facts.signatures().forEach(one -> addBoth(days, one.period()));
        facts.acceptances().forEach(one -> addBoth(days, one.period()));
        facts.riskAnalyses().forEach(one -> addBoth(days, one.period()));
        facts.integrated().ifPresent(end -> days.add(end.plusDays(grace + 1L)));
        facts.request().flatMap(RouteFacts.Request::feasibility).ifPresent(days::add);
        return days;
    }

    private static void addBoth(NavigableSet<LocalDate> days, Period period) {
        days.add(period.effective());
        period.expires().ifPresent(end -> days.add(end.plusDays(1)));
    }

    private static Map<GateId, State> states(Map<GateId, List<Verdict>> verdicts) {
        var states = new EnumMap<GateId, State>(GateId.class);
        verdicts.forEach((gate, judged) -> states.put(gate, Gates.worst(judged)));
        return states;
    }

    private static State worst(Map<GateId, State> states) {
        return states.values().stream().reduce(State.CLEARED, State::worse);
    }

    /** Looks ahead for the first day on which each gate, and the whole, answers otherwise. */
    private static final class Horizon {
        private final Map<GateId, State> now;
        private final Map<GateId, Instant> gates = new EnumMap<>(GateId.class);
        private Optional<Instant> whole = Optional.empty();

        Horizon(Map<GateId, State> now) {
            this.now = now;
        }

        void look(LocalDate turn, Map<GateId, State> then) {
            Instant at = LocalDays.startOf(turn);
            if (whole.isEmpty() && worst(then) != worst(now)) {
                whole = Optional.of(at);
            }
            Function<GateId, Instant> start = _ -> at;
            now.forEach((gate, state) -> {
                if (then.get(gate) != state) {
                    gates.computeIfAbsent(gate, start);
                }
            });
        }

        boolean complete() {
            return whole.isPresent() && gates.size() == now.size();
        }

        Optional<Instant> until(GateId gate) {
            return Optional.ofNullable(gates.get(gate));
        }

        Optional<Instant> until() {
            return whole;
        }
    }
}
