// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.notice.Notices;
import org.arrimage.rulebook.Citation;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.GateResult;
import org.arrimage.rulebook.Parameters;
import org.arrimage.rulebook.Text;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells people, once for each change, that a route was cleared, held, released or refused; and
 * ahead of a lapse.
 */
@Component
class Announcer {

    private final GateStore store;
    private final Notices notices;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /** The last warning told of each route: spares the inbox a question at each tick. */
    private final Map<String, String> foretold = new ConcurrentHashMap<>();

    Announcer(
            GateStore store,
            Notices notices,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.notices = notices;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Tells the state of a route unless it is what was last told, before a restart included. */
    void announce(String route, Clearance clearance) {
        Optional<Told> before = store.told(route);
        if (before.map(Told::state).equals(Optional.of(clearance.state()))) {
            return;
        }
        Told now =
                new Told(
                        clearance.state(), before.map(Told::count).orElse(0L) + 1, clock.instant());
        transaction.executeWithoutResult(_ -> {
            store.tell(route, now);
            notices.tell(
                    "gate:" + route + ":" + now.count(),
                    route,
                    Notices.OPERATORS,
                    text(route, clearance, before.isPresent()));
        });
    }

    /** Tells what will lapse, once for each number of days before it. */
    void foretell(Standing standing, Instant now, Parameters parameters) {
        String route = standing.subject().id();
        Forewarning.due(standing, now)
                .filter(warning -> !warning.about().equals(foretold.get(route)))
                .ifPresent(warning -> {
                    notices.tell(
                            warning.about(),
                            route,
                            Notices.OPERATORS,
                            warning.text(standing, parameters));
                    foretold.put(route, warning.about());
                });
    }

    private static Text text(String route, Clearance clearance, boolean known) {
        return switch (clearance.state()) {
            case CLEARED -> known ? released(route) : activated(route);
            case HELD ->
                    because(
                            clearance,
                            new Text(
                                    "La route %s est retenue: rien n'est livré, rien n'est perdu."
                                            .formatted(route),
                                    "Route %s is held: nothing is delivered, nothing is lost."
                                            .formatted(route)));
            case REFUSED ->
                    because(
                            clearance,
                            new Text(
                                    "La route %s est refusée: elle n'accepte aucun message."
                                            .formatted(route),
                                    "Route %s is refused: it accepts no message."
                                            .formatted(route)));
        };
    }

    private static Text activated(String route) {
        return new Text(
                "La route %s est permise.".formatted(route),
                "Route %s is cleared.".formatted(route));
    }

    private static Text released(String route) {
        return new Text(
                "La route %s est libérée: ce qui attendait part dans l'ordre.".formatted(route),
                "Route %s is released: what was waiting leaves in order.".formatted(route));
    }

    private static Text because(Clearance clearance, Text what) {
        List<GateResult> obstacles = clearance.obstacles();
        Text reasons = obstacles.stream().map(GateResult::reason).reduce(what, Text::and);
        String articles =
                obstacles.stream()
                        .flatMap(gate -> gate.citations().stream())
                        .map(Citation::article)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return reasons.and(new Text("(" + articles + ")", "(" + articles + ")"));
    }
}
