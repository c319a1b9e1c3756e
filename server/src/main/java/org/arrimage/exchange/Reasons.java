// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.Text;

import java.util.stream.Collectors;

/** Why something does not go on, in the words that senders and people are given. */
final class Reasons {

    private static final Text NEVER_CLEARED =
            new Text("La route n'est pas encore en service.", "The route is not in service yet.");

    private Reasons() {}

    /** The articles that stand in the way, then the reasons. */
    static Text of(Clearance clearance) {
        String articles =
                clearance.obstacles().stream()
                        .flatMap(gate -> gate.citations().stream())
                        .map(citation -> citation.article())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return clearance.obstacles().stream()
                .map(gate -> gate.reason())
                .reduce(Text::and)
                .map(reason ->
                        new Text(articles + " : " + reason.fr(), articles + ": " + reason.en()))
                .orElse(NEVER_CLEARED);
    }

    /** What is wrong with a message and where. */
    static Text of(Hl7Problem problem) {
        return new Text(problem.text().fr(), problem.text().en());
    }
}
