// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.rulebook.Text;

/** A message that ended, as the settlement commits it. */
record Settled(Lane lane, Work work, Outcome outcome) {

    /** How messages end that wait behind a parked one. */
    static Outcome.Parked behind() {
        return new Outcome.Parked(
                "BEHIND_PARKED",
                new Text(
                        "Un message antérieur de la même clé attend une personne.",
                        "An earlier message of the same key waits for a person."));
    }
}
