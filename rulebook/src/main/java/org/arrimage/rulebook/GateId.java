// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;

/** The gates that are decided so far, of the fourteen that a route passes. */
public enum GateId {
    /** Certification bound to the exact product version. */
    G4("Certification", "Certification"),
    /** Request, use case, coordination, feasibility, specification, and the designated hub. */
    G5("Demande et plateforme", "Request and platform"),
    /** Risk analysis after each integration, residual risk acceptable or accepted. */
    G7("Risque", "Risk"),
    /** Holder, security officer and privacy officer, three different people. */
    G11("Signatures", "Signatures");

    private final String french;
    private final String english;

    GateId(String french, String english) {
        this.french = french;
        this.english = english;
    }

    public Text title() {
        return new Text(french, english);
    }

    /** The rules this gate asks. */
    public List<Rule<?>> rules() {
        return switch (this) {
            case G4 -> List.of(Rules.CERTIFIED, Rules.ATTESTED);
            case G5 ->
                    List.of(
                            Rules.HUB,
                            Rules.USE_CASE,
                            Rules.REQUEST,
                            Rules.COORDINATION,
                            Rules.FEASIBILITY,
                            Rules.SPECIFICATION);
            case G7 -> List.of(Rules.ANALYSIS, Rules.RESIDUAL);
            case G11 -> List.of(Rules.SIGNED, Rules.DISTINCT);
        };
    }

    /** Every article this gate may answer with. */
    public List<Citation> citations() {
        return rules().stream().flatMap(rule -> rule.citations().stream()).distinct().toList();
    }
}
