// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.arrimage.api.Problem;
import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.arrimage.registry.Registry;
import org.arrimage.registry.TestRegistry;
import org.arrimage.rulebook.Unusable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Facts are taken in whole or not at all, and evidence never changes. */
class FactsFileTests {

    private static final String FILE =
            """
            organisations:
              - {id: hospital, name: {fr: Hôpital, en: Hospital}, category: ESTABLISHMENT, internal: true}
            assets:
              - {id: lab, name: {fr: Laboratoire, en: Laboratory}, organisation: hospital, version: 1.10, internal: true, holder: p-roy}
            evidence:
              - {id: s1, type: SIGNATURE, subject: {asset: lab}, role: HOLDER, effective: 2026-01-01, expires: 2026-12-31, author: p-roy}
              - {id: c1, type: CERTIFICATE, subject: {asset: lab, version: 1.10}, effective: 2026-01-01, author: bureau, verifier: p-chen, declared: false}
              - {id: r1, type: REQUEST, subject: {route: r}, number: DA-1, coordinator: p-chen, feasibility: 2026-01-02, specification: "1.0", effective: 2026-01-01, author: p-roy}
              - {id: a1, type: RISK_ACCEPTANCE, subject: {route: r}, residual: 3, effective: 2026-01-01, expires: 2026-06-30, author: p-cio}
            """;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final ScenarioClock clock = new ScenarioClock(Instant.parse("2026-01-05T13:00:00Z"));
    private final Registry registry = registry();
    private final EvidenceFile evidence = new EvidenceFile(jdbc);
    private final List<Object> events = new ArrayList<>();
    private final FactsFile file =
            new FactsFile(
                    registry,
                    evidence,
                    clock,
                    new TransactionTemplate(
                            new DataSourceTransactionManager(database.dataSource())),
                    events::add);

    private Registry registry() {
        return TestRegistry.on(jdbc, clock);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Facts record(String text) {
        return file.record(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsRecordedIsReadBackWithTheServersOwnInstant() {
        Facts facts = record(FILE);

        assertThat(evidence.all())
                .extracting(RecordedEvidence::evidence)
                .containsExactlyInAnyOrderElementsOf(facts.evidence());
        assertThat(evidence.all())
                .extracting(RecordedEvidence::recorded)
                .containsOnly(clock.instant());
        assertThat(evidence.about("r", List.of("lab"), 3)).hasSize(3);
        assertThat(evidence.about("r", List.of(), 10))
                .extracting(Evidence::id)
                .containsExactlyInAnyOrder("r1", "a1");
        assertThat(events).containsExactly(new FactsRecorded());
    }

    @Test
    void theSameFileAgainChangesNothing() {
        record(FILE);
        clock.moveTo(Instant.parse("2026-02-05T13:00:00Z"));
        List<RecordedEvidence> before = evidence.all();

        record(FILE);

        assertThat(evidence.all()).isEqualTo(before);
    }

    @Test
    void otherEvidenceUnderTheSameIdRefusesTheWholeFile() {
        record(FILE);

        var refusal =
                catchThrowableOfType(
                        Problem.class,
                        () ->
                                record(
                                        FILE.replace(
                                                        "version: 1.10, internal",
                                                        "version: 2, internal")
                                                .replace(
                                                        "expires: 2026-12-31",
                                                        "expires: 2027-12-31")));

        assertThat(refusal.code()).isEqualTo("evidence-immutable");
        assertThat(registry.find("lab").orElseThrow().version()).isEqualTo("1.10");
        assertThat(events).hasSize(1);
    }

    @Test
    void notEvenAStatementCanChangeARow() {
        record(FILE);

        assertThat(
                        catchThrowableOfType(
                                RuntimeException.class,
                                () -> jdbc.sql("delete from evidence.evidence").update()))
                .hasMessageContaining("immutable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    author: p-cio}           | author: p-cio, verifier: p-cio, declared: false} | evidence[3].verifier
                    residual: 3,             |                                          | evidence[3].residual
                    , expires: 2026-06-30    |                                          | evidence[3].expires
                    residual: 3,             | residual: 3, role: HOLDER,               | evidence[3].role
                    {asset: lab, version: 1.10}, eff | {asset: lab}, eff                | evidence[1].subject
                    {asset: lab}, role       | {asset: other}, role                     | evidence[0].subject.asset
                    {asset: lab}, role       | {asset: lab, route: r}, role             | evidence[0].subject
                    role: HOLDER             | role: BOSS                               | evidence[0].role
                    declared: false          | declared: true                           | evidence[1].verifier
                    verifier: p-chen,        |                                          | evidence[1].verifier
                    id: c1                   | id: s1                                   | evidence[1].id
                    expires: 2026-12-31      | expires: 2025-12-31                      | evidence[0].expires
                    type: CERTIFICATE        | type: DIPLOMA                            | evidence[1].type
                    category: ESTABLISHMENT  | category: CASTLE                         | organisations[0].category
                    organisation: hospital   | organisation: elsewhere                  | assets[0].organisation
                    en: Laboratory           | de: Labor                                | assets[0].name.de
                    number: DA-1,            | number: DA-1, expires: 2027-01-01,       | evidence[2].expires
                    """)
    void whatCannotBeUsedIsRefusedWithItsPlaceAndNothingIsRecorded(
            String from, String to, String path) {
        String text = FILE.replace(from, to == null ? "" : to);
        assertThat(text).isNotEqualTo(FILE);

        var refusal = catchThrowableOfType(Unusable.class, () -> record(text));

        assertThat(refusal.path()).isEqualTo(path);
        assertThat(registry.organisations()).isEmpty();
        assertThat(evidence.all()).isEmpty();
        assertThat(events).isEmpty();
    }
}
