// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.api.Problem;
import org.arrimage.registry.Asset;
import org.arrimage.registry.Organisation;
import org.arrimage.registry.Registry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/** Takes in a facts file, all or nothing, and tells those who judge by facts. */
@Component
class FactsFile {

    private final Registry registry;
    private final EvidenceFile evidence;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    FactsFile(
            Registry registry,
            EvidenceFile evidence,
            InstantSource clock,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.registry = registry;
        this.evidence = evidence;
        this.clock = clock;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Records what a file says. Organisations and assets become what the file says; evidence is
     * immutable, so the same id with other content refuses the whole file.
     *
     * @throws org.arrimage.rulebook.Unusable when the file cannot be read; nothing is recorded
     * @throws Problem when evidence contradicts what is on file; nothing is recorded
     */
    Facts record(byte[] file) {
        Facts facts =
                new FactsReader(knownOrganisations()::contains, knownAssets()::contains).read(file);
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(_ -> record(facts, at));
        // After the commit: whoever hears this reads what was recorded.
        events.publishEvent(new FactsRecorded());
        return facts;
    }

    private void record(Facts facts, Instant at) {
        facts.organisations().forEach(registry::record);
        facts.assets().forEach(registry::record);
        for (Evidence piece : facts.evidence()) {
            if (!evidence.record(piece, at)) {
                throw new Problem(
                                HttpStatus.CONFLICT,
                                "evidence-immutable",
                                "Other evidence was recorded as "
                                        + piece.id()
                                        + ". Evidence never changes: record a new one under an id"
                                        + " of its own.")
                        .with("id", piece.id());
            }
        }
    }

    private Set<String> knownOrganisations() {
        Set<String> known = new HashSet<>();
        registry.organisations().stream().map(Organisation::id).forEach(known::add);
        return known;
    }

    private Set<String> knownAssets() {
        Set<String> known = new HashSet<>();
        registry.assets().stream().map(Asset::id).forEach(known::add);
        return known;
    }
}
