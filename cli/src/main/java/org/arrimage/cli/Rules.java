// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.rulebook.ClearanceJson;
import org.arrimage.rulebook.Obligation;
import org.arrimage.rulebook.Obligations;
import org.arrimage.rulebook.Text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Prints the rulebook: each obligation, its article, and how the product answers it. */
@Command(name = "rules")
final class Rules implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "ID", arity = "0..1", descriptionKey = "rules.id")
    private String id = "";

    @Mixin private OutputOptions output = new OutputOptions();

    Rules(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        String wanted = id.toUpperCase(Locale.ROOT);
        List<Obligation> found =
                Obligations.all().stream()
                        .filter(obligation ->
                                obligation.id().toUpperCase(Locale.ROOT).startsWith(wanted))
                        .toList();
        List<Obligation> exact =
                found.stream().filter(obligation -> obligation.id().equalsIgnoreCase(id)).toList();
        List<Obligation> shown = exact.isEmpty() ? found : exact;
        if (shown.isEmpty()) {
            throw Failure.no(screen.text("rules.none", id));
        }
        if (output.json) {
            screen.json(shown.stream().map(ClearanceJson::of).toList());
        } else if (exact.isEmpty()) {
            shown.forEach(this::line);
            screen.remark("rules.count", shown.size());
        } else {
            shown.forEach(this::page);
        }
        return Exit.DONE;
    }

    private void line(Obligation obligation) {
        screen.print(
                "%-14s %-7s %-12s %s"
                        .formatted(
                                obligation.id(),
                                obligation.force(),
                                obligation.mode(),
                                text(obligation.summary())));
    }

    private void page(Obligation obligation) {
        screen.print(
                screen.tone(Screen.Tone.STRONG, obligation.id())
                        + "  "
                        + text(obligation.summary()));
        screen.say("rules.source", obligation.document(), obligation.lines());
        screen.say("rules.force", obligation.force(), obligation.mode());
        switch (obligation.answer()) {
            case Obligation.ByRule byRule -> screen.say("rules.rule", byRule.rule());
            case Obligation.ByReason byReason ->
                    screen.say("rules.reason", text(byReason.reason()));
        }
        obligation.clock().ifPresent(clock -> screen.say("rules.clock", clock));
    }

    private String text(Text text) {
        return screen.language().choose(text.fr(), text.en());
    }
}
