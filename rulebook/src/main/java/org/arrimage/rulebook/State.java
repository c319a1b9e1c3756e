// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/** Whether a route may run; the worst of its gates wins. */
public enum State {
    /** Everything that is asked holds. */
    CLEARED,
    /** Something is missing or lapsed: messages are accepted and kept, nothing is delivered. */
    HELD,
    /** The choice itself contradicts an article. */
    REFUSED;

    State worse(State other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static State of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Met _, Verdict.NotApplicable _ -> CLEARED;
            case Verdict.Lacking _, Verdict.Undetermined _ -> HELD;
            case Verdict.Contradicted _ -> REFUSED;
        };
    }
}
