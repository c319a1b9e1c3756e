// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** Says what is wrong with this machine or configuration, each with the mend. */
@Command(name = "doctor")
final class Doctor implements Callable<Integer> {

    private final Screen screen;

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    Doctor(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        List<Examination.Finding> findings =
                new Examination(screen, service.data.toAbsolutePath().normalize()).all();
        if (output.json) {
            screen.json(findings);
        } else {
            findings.forEach(this::show);
        }
        return findings.stream().anyMatch(finding -> finding.state() == Examination.State.WRONG)
                ? Exit.NO
                : Exit.DONE;
    }

    private void show(Examination.Finding finding) {
        String mark =
                switch (finding.state()) {
                    case GOOD -> screen.tone(Screen.Tone.GOOD, "✓");
                    case CAUTION -> screen.tone(Screen.Tone.WARNING, "!");
                    case WRONG -> screen.tone(Screen.Tone.BAD, "✗");
                };
        screen.print(mark + " " + finding.what());
        if (!finding.mend().isEmpty()) {
            screen.print("    → " + finding.mend());
        }
    }
}
