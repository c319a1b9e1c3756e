// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/**
 * Prints the completion script of a shell; zsh reads bash's through its own compatibility layer,
 * which the script switches on.
 */
@Command(name = "completion")
final class Completion implements Callable<Integer> {

    private enum Shell {
        bash,
        zsh
    }

    private final Screen screen;

    @Parameters(paramLabel = "bash|zsh", descriptionKey = "completion.shell")
    private Shell shell = Shell.bash;

    @Spec private CommandSpec spec = CommandSpec.create();

    Completion(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("arrimage", spec.root().commandLine());
        screen.print(shell == Shell.zsh ? "autoload -Uz compinit && compinit\n" + script : script);
        return Exit.DONE;
    }
}
