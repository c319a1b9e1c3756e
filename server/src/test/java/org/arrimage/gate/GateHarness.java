// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.database.TestDatabase;
import org.arrimage.evidence.TestFacts;
import org.arrimage.kernel.ScenarioClock;
import org.arrimage.notice.Notices;
import org.arrimage.notice.TestNotices;
import org.arrimage.registry.Registry;
import org.arrimage.registry.TestRegistry;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;

/** A gate over a real database, with a clock that a test moves, and a route with its facts. */
final class GateHarness implements AutoCloseable {

    static final String ROUTE = "r";

    private static final String FILE =
            """
            route: r
            description: {fr: Essai, en: Trial}
            request: DA-1
            purpose: Tests
            useCase: UC2
            integrated: 2026-01-20
            source: {asset: app, receive: "mllp://127.0.0.1:2575"}
            accept: {messages: [ADT^A01]}
            destinations:
              - {asset: adt, send: "mllp://127.0.0.1:2576"}
            """;

    static final String FACTS =
            """
            organisations:
              - {id: hospital, name: {fr: H, en: H}, category: ESTABLISHMENT, internal: true}
              - {id: medisoft, name: {fr: M, en: M}, category: PRIVATE_SUPPLIER, internal: false}
            assets:
              - {id: adt, name: {fr: ADT, en: ADT}, organisation: hospital, version: "11", internal: true, holder: p-holder-adt}
              - {id: app, name: {fr: A, en: A}, organisation: medisoft, version: "4.2", internal: false, holder: p-holder-app}
            evidence:
              - {id: q1, type: REQUEST, subject: {route: r}, number: DA-1, coordinator: p-chen, feasibility: 2026-01-05, specification: "1.0", effective: 2026-01-02, author: p-roy}
              - {id: c1, type: CERTIFICATE, subject: {asset: app, version: "4.2"}, effective: 2025-07-01, expires: 2026-06-30, author: bureau}
              - {id: s1, type: SIGNATURE, role: HOLDER, subject: {asset: app}, effective: 2026-01-10, author: p-holder-app}
              - {id: s2, type: SIGNATURE, role: HOLDER, subject: {asset: adt}, effective: 2026-01-10, author: p-holder-adt}
              - {id: s3, type: SIGNATURE, role: SECURITY, subject: {route: r}, effective: 2026-01-10, author: p-security}
              - {id: s4, type: SIGNATURE, role: PRIVACY, subject: {route: r}, effective: 2026-01-10, author: p-privacy}
              - {id: a1, type: RISK_ANALYSIS, subject: {route: r}, residual: 2, effective: 2026-01-25, author: p-security}
            """;

    final TestDatabase database = TestDatabase.fresh();
    final ScenarioClock clock;
    final Notices notices;
    final GateHouse gate;
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    private final TestFacts facts;
    private final Registry registry;
    private boolean closed;

    GateHarness(String start) {
        clock = new ScenarioClock(Instant.parse(start));
        notices = TestNotices.on(jdbc, clock);
        registry = TestRegistry.on(jdbc, clock);
        facts = new TestFacts(jdbc, registry, clock, transaction);
        gate = anotherGate();
    }

    GateHouse anotherGate() {
        GateStore store = new GateStore(jdbc);
        return new GateHouse(
                new FactsGatherer(registry, facts.file()),
                store,
                new Announcer(store, notices, clock, transaction),
                clock,
                new GateSettings(30, 36, 2));
    }

    void recordFacts() {
        record(FACTS);
    }

    /** Records a facts file and tells the gate, as the server does. */
    void record(String text) {
        facts.record(text);
        gate.factsChanged();
        gate.settle();
    }

    RouteDefinition route() {
        return definition();
    }

    static RouteDefinition definition() {
        return read(FILE);
    }

    RouteDefinition routeWith(String text, String other) {
        return read(FILE.replace(text, other));
    }

    private static RouteDefinition read(String text) {
        return RouteFile.read(text);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }
}
