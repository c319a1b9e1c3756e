// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.Collectors;

/** The machine form of answers and of the rulebook, one for the CLI and the HTTP interface. */
public final class ClearanceJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ClearanceJson() {}

    /**
     * {@code {"state", "until"?, "gates": [{"gate", "title", "state", "articles", "evidence",
     * "until"?, "reason", "findings"}]}}. {@code articles}, {@code evidence} and {@code reason} are
     * those that stand in the way, or those that clear the gate; {@code findings} has every one.
     */
    public static ObjectNode of(Clearance clearance) {
        ObjectNode object = JSON.objectNode();
        object.put("state", clearance.state().name());
        clearance.until().ifPresent(until -> object.put("until", until.toString()));
        ArrayNode gates = object.putArray("gates");
        clearance.gates().forEach(gate -> gates.add(of(gate)));
        return object;
    }

    /** A text as {@code {"fr", "en"}}. */
    public static ObjectNode of(Text text) {
        return JSON.objectNode().put("fr", text.fr()).put("en", text.en());
    }

    /** One row of {@code rules}: see the contract of the CLI. */
    public static ObjectNode of(Obligation obligation) {
        ObjectNode object = JSON.objectNode();
        object.put("id", obligation.id());
        object.put("document", obligation.document());
        object.put("lines", obligation.lines());
        object.put("force", obligation.force().name());
        object.put("mode", obligation.mode().name());
        object.set("summary", of(obligation.summary()));
        ObjectNode answer = object.putObject("answer");
        switch (obligation.answer()) {
            case Obligation.ByRule byRule -> answer.put("rule", byRule.rule());
            case Obligation.ByReason byReason -> answer.set("reason", of(byReason.reason()));
        }
        obligation.clock().ifPresent(clock -> object.put("clock", clock));
        return object;
    }

    /** One change of a timeline: {@code {"at", "clearance"}}. */
    public static ObjectNode of(Change change) {
        ObjectNode object = JSON.objectNode();
        object.put("at", change.at().toString());
        object.set("clearance", of(change.clearance()));
        return object;
    }

    private static ObjectNode of(GateResult gate) {
        ObjectNode object = JSON.objectNode();
        object.put("gate", gate.gate().name());
        object.set("title", of(gate.gate().title()));
        object.put("state", gate.state().name());
        object.set("articles", articles(gate.citations()));
        object.put(
                "evidence",
                gate.telling().stream()
                        .map(ClearanceJson::evidence)
                        .filter(evidence -> !evidence.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", ")));
        gate.until().ifPresent(until -> object.put("until", until.toString()));
        object.set("reason", of(gate.reason()));
        ArrayNode findings = object.putArray("findings");
        gate.verdicts().forEach(verdict -> findings.add(of(verdict)));
        return object;
    }

    private static ObjectNode of(Verdict verdict) {
        ObjectNode object = JSON.objectNode();
        object.put("state", State.of(verdict).name());
        object.set("articles", articles(verdict.citations()));
        object.put("evidence", evidence(verdict));
        object.set("reason", of(verdict.reason()));
        return object;
    }

    private static String evidence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Met met -> met.evidence();
            case Verdict.Lacking lacking -> lacking.evidence();
            case Verdict.Undetermined undetermined -> undetermined.fact();
            case Verdict.Contradicted _, Verdict.NotApplicable _ -> "";
        };
    }

    private static ArrayNode articles(List<Citation> citations) {
        ArrayNode array = JSON.arrayNode();
        citations.forEach(citation -> array.add(citation.article()));
        return array;
    }
}
