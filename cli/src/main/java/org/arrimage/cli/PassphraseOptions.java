// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a passphrase is read from: a file, the environment, the terminal, or standard input. Never
 * an argument, which every account of the machine can read.
 */
final class PassphraseOptions {

    /** Shorter ones are guessed, however slow each guess is made. In characters. */
    private static final int SHORTEST = 12;

    private static final String VARIABLE = "ARRIMAGE_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            descriptionKey = "keys.passphraseFile")
    private Optional<Path> file = Optional.empty();

    /** The passphrase, long enough for a new backup, typed twice when it is typed. */
    char[] choose(Screen screen) throws IOException {
        char[] chosen = read(screen);
        if (chosen.length < SHORTEST) {
            throw Failure.unusable(screen.text("keys.passphrase.short", SHORTEST));
        }
        if (typed() && !Arrays.equals(chosen, read(screen))) {
            throw Failure.unusable(screen.text("keys.passphrase.differs"));
        }
        return chosen;
    }

    /** The passphrase of a backup that is there. */
    char[] read(Screen screen) throws IOException {
        if (file.isPresent() && !file.get().toString().equals("-")) {
            return firstLine(Files.readString(file.get()));
        }
        if (file.isEmpty() && System.getenv(VARIABLE) != null) {
            return System.getenv(VARIABLE).toCharArray();
        }
        Optional<Console> terminal = terminal();
        if (file.isEmpty() && terminal.isPresent()) {
            char[] words = terminal.get().readPassword("%s", screen.text("keys.passphrase.ask"));
            return words == null ? new char[0] : words;
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        return line == null ? new char[0] : line.toCharArray();
    }

    private boolean typed() {
        return file.isEmpty() && System.getenv(VARIABLE) == null && terminal().isPresent();
    }

    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static char[] firstLine(String text) {
        return text.lines().findFirst().orElse("").toCharArray();
    }
}
