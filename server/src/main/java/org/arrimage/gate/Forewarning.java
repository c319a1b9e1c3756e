// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.GateKeeper;
import org.arrimage.rulebook.GateResult;
import org.arrimage.rulebook.LocalDays;
import org.arrimage.rulebook.Parameters;
import org.arrimage.rulebook.Text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is told before a cleared route lapses: once at 90, 30, 7 and 1 days, with what will be
 * missing on that day.
 *
 * @param about names the warning, so that it is told once
 * @param day first local day on which the route will not be cleared
 * @param left days until then
 */
record Forewarning(String about, LocalDate day, long left) {

    /** Days before the lapse, the nearest first. */
    private static final int[] DAYS = {1, 7, 30, 90};

    /** The warning due now; empty when the route is not cleared or its end is far or unknown. */
    static Optional<Forewarning> due(Standing standing, Instant now) {
        Clearance clearance = standing.clearance();
        if (!clearance.cleared() || clearance.until().isEmpty()) {
            return Optional.empty();
        }
        LocalDate day = LocalDays.dayOf(clearance.until().get());
        long left = ChronoUnit.DAYS.between(LocalDays.dayOf(now), day);
        String route = standing.subject().id();
        return IntStream.of(DAYS)
                .filter(days -> left <= days)
                .mapToObj(days -> "gate-ahead:" + route + ":" + day + ":" + days)
                .findFirst()
                .map(about -> new Forewarning(about, day, left));
    }

    /** What will be held, when, and for want of what. */
    Text text(Standing standing, Parameters parameters) {
        String route = standing.subject().id();
        Text warning =
                new Text(
                        "La route %s sera retenue dans %d j, le %s, si rien n'est renouvelé."
                                .formatted(route, left, day),
                        "Route %s will be held in %d d, on %s, unless something is renewed."
                                .formatted(route, left, day));
        return GateKeeper.decide(standing.facts(), LocalDays.startOf(day), parameters)
                .obstacles()
                .stream()
                .map(GateResult::reason)
                .reduce(warning, Text::and);
    }
}
