// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RulebookCommandsTest {

    @TempDir private Path folder;

    @Test
    void clearsItsOwnExampleAndSaysUntilWhen() throws IOException {
        Path facts = example();

        Ran decided = Ran.inEnglish("clearance", facts.toString(), "--at", "2026-03-01", "--json");

        JsonNode first = new JsonMapper().readTree(decided.out()).get(0);
        assertThat(decided.exitCode()).isZero();
        assertThat(first.path("file").asString()).isEqualTo(facts.toString());
        assertThat(first.path("state").asString()).isEqualTo("CLEARED");
        assertThat(first.path("until").asString()).isNotEmpty();
        assertThat(first.path("gates").size()).isPositive();
    }

    @Test
    void answersNoWithTheArticleInFrenchOnceTheCertificateIsTooOld() throws IOException {
        Ran decided =
                Ran.inFrench("clearance", example().toString(), "--at", "2031-03-01T12:00:00Z");

        assertThat(decided.exitCode()).isEqualTo(Exit.NO);
        assertThat(decided.out()).contains("G4", "SNDE-5.1").doesNotContain("HELD");
    }

    @Test
    void saysWhereAFactsFileIsUnusable() throws IOException {
        Path facts = folder.resolve("bad.yaml");
        Files.writeString(facts, "route: a-route\ncolour: red\n");

        Ran decided = Ran.inEnglish("clearance", facts.toString());

        assertThat(decided.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(decided.err()).contains("bad.yaml", "line 2", "colour");
    }

    @Test
    void printsOneArticleOrAFamily() {
        Ran one = Ran.inFrench("rules", "snde-5.1");
        Ran family = Ran.inEnglish("rules", "CYB-6", "--json");

        assertThat(one.exitCode()).isZero();
        assertThat(one.out()).contains("SNDE-5.1", "lignes");
        assertThat(new JsonMapper().readTree(family.out()).findValuesAsString("id"))
                .allMatch(id -> id.startsWith("CYB-6"));
        assertThat(Ran.inEnglish("rules", "NOPE").exitCode()).isEqualTo(Exit.NO);
    }

    private Path example() throws IOException {
        Ran printed = Ran.inEnglish("clearance", "--example");
        return Files.writeString(folder.resolve("facts.yaml"), printed.out());
    }
}
