// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a route may run at an instant, until when, and why.
 *
 * @param state the worst of the gates
 * @param until when the state next changes if the facts stay as they are: for a cleared route the
 *     start of the day after the last valid one; empty when nothing on file would change it
 * @param gates every gate decided, with its reasons
 */
public record Clearance(State state, Optional<Instant> until, List<GateResult> gates) {

    public Clearance {
        gates = List.copyOf(gates);
    }

    public boolean cleared() {
        return state == State.CLEARED;
    }

    /** When anything in this answer next changes: its state or that of one gate. */
    public Optional<Instant> nextChange() {
        return gates.stream().flatMap(gate -> gate.until().stream()).min(Instant::compareTo);
    }

    /** The gates that stand in the way. */
    public List<GateResult> obstacles() {
        return gates.stream().filter(gate -> gate.state() != State.CLEARED).toList();
    }
}
