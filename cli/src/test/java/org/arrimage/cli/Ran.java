// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command that was run in this process.
 *
 * @param out what it wrote on standard output
 * @param err what it wrote on standard error
 */
record Ran(int exitCode, String out, String err) {

    static Ran arrimage(Language language, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var screen =
                new Screen(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        language,
                        false);
        int code = Cli.run(args, screen);
        return new Ran(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Ran inEnglish(String... args) {
        return arrimage(Language.ENGLISH, args);
    }

    static Ran inFrench(String... args) {
        return arrimage(Language.FRENCH, args);
    }
}
