// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** Reproducible measures on this machine. */
@Command(name = "bench")
final class Bench implements Callable<Integer> {

    private final Screen screen;

    @Spec private CommandSpec spec = CommandSpec.create();

    Bench(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(spec.commandLine().getUsageMessage().stripTrailing());
        return Exit.DONE;
    }
}
