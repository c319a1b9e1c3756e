// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The page of a directive is written from the data, and says what the data says. */
class DirectivePageTests {

    private static final Path PAGES = Path.of("..", "docs", "directive");

    @Test
    void thePageOfTheInterconnectionDirectiveIsUpToDate() throws IOException {
        Path page = PAGES.resolve("SNDE.md");
        if ("write".equals(System.getProperty("arrimage.pages"))) {
            Files.writeString(page, page());
        }

        assertThat(Files.readString(page))
                .as("docs/directive/README.md says how to write it again")
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Interconnection through the SNDÉ, article by article\n\n")
                .append("Written from the data by `DirectivePageTests`; not by hand.\n\n")
                .append("| article | lines | force | in our words | answered by | gate |\n")
                .append("|---|---|---|---|---|---|\n");
        Obligations.all().forEach(row -> page.append(line(row)));
        page.append("\n## What the text leaves open\n\n")
                .append("| reading | article | question | read as | or |\n|---|---|---|---|---|\n");
        Obligations.readings().forEach(row -> page.append(line(row)));
        page.append("\n## Parameters\n\n")
                .append("| parameter | default | from–to | article | reading | reason |\n")
                .append("|---|---|---|---|---|---|\n");
        Arrays.stream(Parameter.values()).forEach(row -> page.append(line(row)));
        return page.toString();
    }

    private static String line(Obligation row) {
        return switch (row.answer()) {
            case Obligation.ByRule(String rule) -> cells(row, "`" + rule + "`", gates(rule));
            case Obligation.ByReason(Text reason) -> cells(row, both(reason), "");
        };
    }

    private static String cells(Obligation row, String answer, String gates) {
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(row.id(), row.lines(), row.force(), both(row.summary()), answer, gates);
    }

    private static String gates(String rule) {
        return Arrays.stream(GateId.values())
                .filter(gate ->
                        gate.rules().stream()
                                .anyMatch(one -> one.getClass().getSimpleName().equals(rule)))
                .map(GateId::name)
                .collect(Collectors.joining(", "));
    }

    private static String line(Reading row) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.id(),
                        row.article(),
                        both(row.question()),
                        both(row.reading()),
                        both(row.alternative()));
    }

    private static String line(Parameter row) {
        return "| `%s` | %d | %d–%d | %s | %s | %s |\n"
                .formatted(
                        row,
                        row.usual(),
                        row.least(),
                        row.most(),
                        row.citation().article(),
                        row.reading(),
                        both(row.rationale()));
    }

    private static String both(Text text) {
        return text.fr() + "<br>*" + text.en() + "*";
    }
}
