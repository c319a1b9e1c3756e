// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one gate answers, with all its reasons.
 *
 * @param state the worst of its verdicts
 * @param until when the state of this gate next changes if the facts stay as they are; empty when
 *     nothing on file would change it
 * @param verdicts what each rule concluded, the worst first
 */
public record GateResult(
        GateId gate, State state, Optional<Instant> until, List<Verdict> verdicts) {

    static GateResult of(GateId gate, List<Verdict> verdicts, Optional<Instant> until) {
        List<Verdict> worstFirst =
                verdicts.stream()
                        .sorted(Comparator.comparing(State::of, Comparator.reverseOrder()))
                        .toList();
        return new GateResult(gate, Gates.worst(verdicts), until, worstFirst);
    }

    /** Those that stand in the way; when nothing does, those that show the gate is cleared. */
    public List<Verdict> telling() {
        return verdicts.stream()
                .filter(verdict -> (State.of(verdict) == State.CLEARED) == (state == State.CLEARED))
                .toList();
    }

    /** The articles of {@link #telling()}, each once. */
    public List<Citation> citations() {
        return telling().stream()
                .flatMap(verdict -> verdict.citations().stream())
                .distinct()
                .toList();
    }

    /** The reasons of {@link #telling()}, each once, as one text. */
    public Text reason() {
        return telling().stream().map(Verdict::reason).distinct().reduce(Text::and).orElseThrow();
    }
}
