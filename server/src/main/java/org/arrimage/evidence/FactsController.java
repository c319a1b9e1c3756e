// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.api.Problem;
import org.arrimage.registry.Asset;
import org.arrimage.registry.Organisation;
import org.arrimage.registry.Registry;
import org.arrimage.rulebook.RouteFacts.Role;
import org.arrimage.rulebook.Unusable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Takes in facts and tells them back in the same shape. */
@RestController
class FactsController {

    private final FactsFile file;
    private final Registry registry;
    private final EvidenceFile evidence;

    FactsController(FactsFile file, Registry registry, EvidenceFile evidence) {
        this.file = file;
        this.registry = registry;
        this.evidence = evidence;
    }

    /** How many of each the file held. */
    record Count(int organisations, int assets, int evidence) {}

    /** Everything on file. */
    record OnFile(List<Organisation> organisations, List<Asset> assets, List<Line> evidence) {}

    /** One piece of evidence as a facts file writes it. */
    record Line(
            String id,
            EvidenceType type,
            Subject subject,
            LocalDate effective,
            Optional<LocalDate> expires,
            Instant recorded,
            String author,
            Optional<String> verifier,
            boolean declared,
            Optional<Role> role,
            Optional<Integer> residual,
            Optional<String> number,
            Optional<String> coordinator,
            Optional<LocalDate> feasibility,
            Optional<String> specification) {

        static Line of(RecordedEvidence recorded) {
            Evidence evidence = recorded.evidence();
            Evidence.Details details = evidence.details();
            return new Line(
                    evidence.id(),
                    evidence.type(),
                    evidence.subject(),
                    evidence.period().effective(),
                    evidence.period().expires(),
                    recorded.recorded(),
                    evidence.author(),
                    evidence.verifier(),
                    evidence.declared(),
                    details.role(),
                    details.residual(),
                    details.number(),
                    details.coordinator(),
                    details.feasibility(),
                    details.specification());
        }
    }

    /** The body is YAML or JSON, whatever its declared type: JSON is read as YAML. */
    @PostMapping("/api/v1/facts")
    Count record(@RequestBody byte[] body) {
        try {
            Facts facts = file.record(body);
            return new Count(
                    facts.organisations().size(), facts.assets().size(), facts.evidence().size());
        } catch (Unusable unusable) {
            throw Problem.of("facts-unusable", unusable);
        }
    }

    @GetMapping("/api/v1/facts")
    OnFile onFile() {
        return new OnFile(
                registry.organisations(),
                registry.assets(),
                evidence.all().stream().map(Line::of).toList());
    }
}
