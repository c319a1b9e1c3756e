// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/** A facts file is read whole and strictly, or refused with its place. */
class RouteFactsReaderTests {

    private static Unusable refused(String text) {
        return catchThrowableOfType(Unusable.class, () -> RouteFactsReader.read(text));
    }

    @Test
    void theExampleIsClearedUntilItsFirstEnd() {
        RouteFacts facts = RouteFactsReader.read(Examples.facts());

        Clearance clearance = GateKeeper.decide(facts, Instant.parse("2026-03-01T12:00:00Z"));

        assertThat(clearance.state()).isEqualTo(State.CLEARED);
        assertThat(clearance.until()).contains(Instant.parse("2026-09-01T04:00:00Z"));
    }

    @Test
    void jsonSaysTheSameAsYaml() {
        JsonNode tree = new YAMLMapper().readTree(Examples.facts());

        RouteFacts fromJson = RouteFactsReader.read(tree.toPrettyString());

        assertThat(fromJson.signatures())
                .isEqualTo(RouteFactsReader.read(Examples.facts()).signatures());
    }

    @Test
    void aVersionKeepsItsLetters() {
        RouteFacts facts =
                RouteFactsReader.read(
                        "{route: r, assets: [{id: a, version: 1.10, organisation: o}]}");

        assertThat(facts.assets().getFirst().version()).isEqualTo("1.10");
    }

    @Test
    void theSchemaKnowsTheKeysOfTheExample() {
        JsonNode schema = new JsonMapper().readTree(Examples.factsSchema());
        JsonNode example = new YAMLMapper().readTree(Examples.facts());

        example.propertyNames()
                .forEach(key -> {
                    JsonNode property = schema.get("properties").get(key);
                    assertThat(property).as(key).isNotNull();
                    JsonNode item = example.get(key).path(0);
                    item.propertyNames()
                            .forEach(inner ->
                                    assertThat(property.get("items").get("properties").get(inner))
                                            .as(key + "." + inner)
                                            .isNotNull());
                });
        assertThat(schema.get("properties").size()).isEqualTo(example.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {route: r, colour: blue} | colour | a key among
                    {useCase: UC1} | route | a value for route
                    {route: 'a b'} | route | an identifier
                    {route: r, useCase: UC6} | useCase | one of UC1
                    {route: r, environment: ~, throughHub: maybe} | throughHub | true or false
                    {route: r, throughHub: 'true'} | throughHub | true or false
                    {route: r, integrated: 2026-02-30} | integrated | a date
                    {route: r, integrated: 2026-2-3} | integrated | a date
                    {route: r, integrated: 9999-01-01} | integrated | a date
                    {route: r, assets: {}} | assets | a list
                    {route: r, assets: [x]} | assets[0] | an object
                    {route: r, assets: [{id: a, organisation: o}]} | assets[0].version | a value for
                    {route: r, certificates: [{asset: x, version: 1, effective: 2026-01-01}]} | certificates[0].asset | an asset of the route
                    {route: r, signatures: [{role: HOLDER, person: p, effective: 2026-01-01}]} | signatures[0] | either asset or route
                    {route: r, signatures: [{role: BOSS, person: p, route: r, effective: 2026-01-01}]} | signatures[0].role | one of HOLDER
                    {route: r, signatures: [{role: HOLDER, person: p, route: s, effective: 2026-01-01}]} | signatures[0].route | the route of the file
                    {route: r, riskAnalyses: [{date: 2026-01-01, residual: 6}]} | riskAnalyses[0].residual | a whole number from 1 to 5
                    {route: r, acceptances: [{effective: 2026-01-02, expires: 2026-01-01, signatory: p, level: 3}]} | acceptances[0].expires | an end on 2026-01-02
                    {route: r, acceptances: [{effective: 2026-01-02, signatory: p, level: 3}]} | acceptances[0].expires | a value for
                    {route: r, route: s} | route | said once
                    {route: &a r, request: *a} | route | without tag, anchor or alias
                    {route: r, request: *a} | request | without tag, anchor or alias
                    {route: !!java.net.URL r} | route | without tag, anchor or alias
                    {route: !evil r} | route | without tag, anchor or alias
                    {route: r, ? [a] : b} | $ | a plain key
                    [1, 2] | $ | an object
                    {route: r | $ | a YAML or JSON document
                    """)
    void whatCannotBeUsedIsRefusedWithItsPlace(String text, String path, String expectation) {
        Unusable refusal = refused(text);

        assertThat(refusal.path()).isEqualTo(path);
        assertThat(refusal.expectation().en()).contains(expectation);
        assertThat(refusal.expectation().fr()).isNotBlank();
        assertThat(refusal).hasMessageContaining(path);
    }

    @Test
    void theLineIsTold() {
        assertThat(refused("route: r\n\nuseCase: UC9\n").line()).isEqualTo(3);
    }

    @Test
    void nothingTooLongTooDeepOrTwiceIsRead() {
        assertThat(refused("#".repeat(Document.LONGEST + 1)).path()).isEqualTo("$");
        assertThat(refused("[".repeat(100_000)).expectation().en()).contains("16 levels");
        assertThat(refused("{a: ".repeat(1_000)).expectation().en()).contains("16 levels");
        assertThat(refused("").path()).isEqualTo("$");
        assertThat(refused("route: a\n---\nroute: b\n").expectation().en())
                .contains("one document");
        assertThat(
                        catchThrowableOfType(
                                Unusable.class,
                                () -> RouteFactsReader.read(new byte[] {(byte) 0xC3})))
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aDamagedFileIsReadOrRefusedAndNothingElse() {
        byte[] example = Examples.facts().getBytes(StandardCharsets.UTF_8);
        Random chance = new Random(7);

        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = example.clone();
            int cuts = 1 + chance.nextInt(4);
            for (int cut = 0; cut < cuts; cut++) {
                damaged[chance.nextInt(damaged.length)] = (byte) chance.nextInt(128);
            }
            try {
                GateKeeper.decide(
                        RouteFactsReader.read(damaged), Instant.parse("2026-03-01T12:00:00Z"));
            } catch (Unusable refusal) {
                assertThat(refusal.path()).isNotBlank();
            }
        }
    }
}
