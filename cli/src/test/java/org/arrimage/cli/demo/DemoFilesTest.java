// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.cli.Template;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

class DemoFilesTest {

    private static final List<String> ROUTES =
            List.of(
                    "resultats-vers-dossier-regional",
                    "identite-pour-suivi",
                    "suivi-vers-hopital",
                    "admissions-en-phase",
                    "admissions-vers-dossier-regional",
                    "conges-vers-clinique");

    private static final Map<String, String> PORTS =
            Map.of(
                    "adt",
                    "1",
                    "labo",
                    "2",
                    "suivi",
                    "3",
                    "suivi-questions",
                    "4",
                    "index",
                    "5",
                    "pharmacie",
                    "6",
                    "clinique",
                    "7",
                    "dossier",
                    "8",
                    "fhir",
                    "9");

    @Test
    void nameOnlyAssetsAndRoutesThatTheFactsKnow() {
        String facts = Template.read("demo/facts.yaml");
        Set<String> assets = all(facts, "(?m)^  - \\{id: ([a-z-]+), name: .*, organisation: ");
        Set<String> about = all(facts, "\\{route: ([a-z-]+)}");

        Set<String> used = new HashSet<>();
        for (String route : ROUTES) {
            String text = Template.fill("demo/routes/" + route + ".yaml", PORTS);
            assertThat(text).contains("route: " + route).doesNotContain("{{");
            used.addAll(all(text, "asset: ([a-z-]+)"));
        }

        assertThat(assets).containsAll(used);
        assertThat(about).containsExactlyInAnyOrderElementsOf(ROUTES);
    }

    @Test
    void giveEveryPieceOfEvidenceItsOwnId() {
        String facts = Template.read("demo/facts.yaml");
        List<String> ids =
                Pattern.compile("\\{id: ([a-z0-9-]+)")
                        .matcher(facts)
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    }

    private static Set<String> all(String text, String pattern) {
        var found = new HashSet<String>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .forEach(found::add);
        return found;
    }
}
