// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.translation.CodeTables;
import org.arrimage.translation.Mapping;
import org.arrimage.translation.MappingFile;
import org.arrimage.translation.TableProblem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files by which an organisation changes a translation, read offline. */
final class TranslationFiles {

    private TranslationFiles() {}

    /** A mapping; what is wrong with it is said with its place. */
    static Mapping mapping(Screen screen, Path file) throws IOException {
        String text = Files.readString(file);
        return new RouteFiles(screen).read(file, () -> MappingFile.read(text));
    }

    /** Code tables; what is wrong with them is said with its line. */
    static CodeTables tables(Screen screen, Path file) throws IOException {
        try {
            return CodeTables.read(Files.readString(file));
        } catch (TableProblem problem) {
            throw Failure.unusable(
                    screen.text(
                            "translate.badTable",
                            file,
                            problem.line(),
                            screen.language().choose(problem.reasonFr(), problem.reasonEn())));
        }
    }
}
