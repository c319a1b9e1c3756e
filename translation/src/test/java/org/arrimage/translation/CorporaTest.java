// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Public messages of other projects, read where they are present and never copied here. */
class CorporaTest {
    private final TreeMap<String, Integer> refusals = new TreeMap<>();
    private final List<String> invalid = new ArrayList<>();
    private int translated;

    @Test
    void everyMessageGivesAValidBundleOrALocatedRefusal() throws IOException {
        Path corpora = corpora();
        try (Stream<Path> files = Files.walk(corpora)) {
            for (Path file : files.filter(CorporaTest::isMessage).sorted().toList()) {
                handle(corpora, file);
            }
        }
        System.out.println("translated " + translated + ", refused " + refusals);
        assertThat(translated).isPositive();
        assertThat(invalid).isEmpty();
    }

    private void handle(Path corpora, Path file) throws IOException {
        try {
            var message = Hl7Message.read(Files.readAllBytes(file), StandardCharsets.UTF_8);
            switch (Translator.toFhir(message, TranslationSettings.defaults())) {
                case Translation.Translated bundle -> {
                    translated++;
                    Path name = corpora.relativize(file);
                    Validity.errors(bundle.json())
                            .forEach(error -> invalid.add(name + " " + error));
                }
                case Translation.Refused refused -> refuse(refused.problem());
            }
        } catch (Hl7Problem problem) {
            refuse(problem);
        }
    }

    private void refuse(Hl7Problem problem) {
        assertThat(problem.where().toString()).isNotBlank();
        String where = problem.where().segment().isEmpty() ? "" : " " + problem.where();
        refusals.merge(problem.code() + where, 1, Integer::sum);
    }

    private static Path corpora() {
        String folder = System.getProperty("arrimage.corpora", System.getenv("ARRIMAGE_CORPORA"));
        Assumptions.assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder)),
                "no corpora: set ARRIMAGE_CORPORA to a folder of *.hl7 files");
        return Path.of(folder);
    }

    private static boolean isMessage(Path file) {
        return file.toString().endsWith(".hl7") && Files.isRegularFile(file);
    }
}
