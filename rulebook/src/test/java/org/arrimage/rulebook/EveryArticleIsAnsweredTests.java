// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Obligations and rules answer each other: no row without an answer, no rule without a row. */
class EveryArticleIsAnsweredTests {

    private static final Map<String, Rule<?>> RULES =
            Rules.all().stream()
                    .collect(
                            Collectors.toMap(
                                    rule -> rule.getClass().getSimpleName(), Function.identity()));

    @Test
    void everyRowOfTheInterconnectionDirectiveIsHeld() {
        assertThat(Obligations.all())
                .extracting(Obligation::id)
                .contains(
                        "SNDE-1 SNDE-2a SNDE-2b SNDE-2c SNDE-3-UC1 SNDE-3-UC2 SNDE-3-UC3 SNDE-3-UC4"
                                .concat(" SNDE-3-UC5 SNDE-4 SNDE-5.1 SNDE-5.2a SNDE-5.2b SNDE-5.2c")
                                .concat(" SNDE-5.2d SNDE-5.3a SNDE-5.3b SNDE-5.4a SNDE-5.4b")
                                .concat(" SNDE-6.1a SNDE-6.1b SNDE-6.1c SNDE-6.1d SNDE-6.1e")
                                .concat(" SNDE-6.2a SNDE-6.2b SNDE-6.2c SNDE-6.2d SNDE-6.2e")
                                .concat(" SNDE-6.3 SNDE-6.4a SNDE-6.4b SNDE-6.5 SNDE-6.6 SNDE-7a")
                                .concat(" SNDE-7b SNDE-8a SNDE-8b SNDE-ABR CYB-NOTE-1")
                                .split(" "));
    }

    @Test
    void everyRuleThatAnswersAnObligationExistsAndCitesIt() {
        for (Obligation obligation : Obligations.all()) {
            if (obligation.answer() instanceof Obligation.ByRule(String name)) {
                assertThat(RULES).as(obligation.id()).containsKey(name);
                assertThat(RULES.get(name).citations())
                        .as(obligation.id() + " answered by " + name)
                        .contains(obligation.citation());
            }
        }
    }

    @Test
    void everyRuleCitesAnArticleAndIsAskedByAGate() {
        List<Rule<?>> asked =
                Arrays.stream(GateId.values()).flatMap(gate -> gate.rules().stream()).toList();

        assertThat(asked).containsExactlyInAnyOrderElementsOf(Rules.all());
        for (Rule<?> rule : Rules.all()) {
            assertThat(rule.citations()).as(rule.getClass().getSimpleName()).isNotEmpty();
            assertThat(Obligations.all())
                    .extracting(Obligation::answer)
                    .as("an obligation answered by " + rule.getClass().getSimpleName())
                    .contains(new Obligation.ByRule(rule.getClass().getSimpleName()));
        }
    }

    @Test
    void everyReadingSpeaksOfAnArticle() {
        for (Reading reading : Obligations.readings()) {
            assertThat(Obligations.find(reading.article())).as(reading.id()).isPresent();
        }
    }

    @Test
    void everyParameterHasItsArticleReadingAndBounds() {
        for (Parameter parameter : Parameter.values()) {
            assertThat(parameter.citation().lines()).isNotBlank();
            assertThat(Obligations.cite(parameter.reading())).isNotNull();
            assertThat(Parameters.USUAL.value(parameter))
                    .isBetween(parameter.least(), parameter.most())
                    .isEqualTo(parameter.usual());
        }
    }

    @Test
    void theMachineFormOfARowIsTheContract() {
        var row = ClearanceJson.of(Obligations.find("SNDE-5.1").orElseThrow());

        assertThat(row.propertyNames())
                .containsExactly(
                        "id", "document", "lines", "force", "mode", "summary", "answer", "clock");
        assertThat(row.get("answer").get("rule").asString())
                .isEqualTo("AnAssetOfAPrivateSupplierIsCertified");
        assertThat(row.get("clock").asString()).isEqualTo("P36M");
    }
}
