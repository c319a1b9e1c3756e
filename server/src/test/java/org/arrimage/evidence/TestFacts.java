// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.registry.Registry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Takes facts files in for tests of other modules; they tell the gate themselves. */
public final class TestFacts {

    private final EvidenceFile evidence;
    private final FactsFile facts;

    public TestFacts(
            JdbcClient jdbc,
            Registry registry,
            InstantSource clock,
            TransactionTemplate transaction) {
        evidence = new EvidenceFile(jdbc);
        facts = new FactsFile(registry, evidence, clock, transaction, _ -> {});
    }

    public EvidenceFile file() {
        return evidence;
    }

    public void record(String text) {
        facts.record(text.getBytes(StandardCharsets.UTF_8));
    }
}
