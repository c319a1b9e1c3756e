// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.Optional;

/**
 * One article of a directive, in our own words.
 *
 * @param id stable id of the catalogue, for instance {@code SNDE-5.1}
 * @param document name of the directive's text
 * @param lines lines of that text
 * @param clock how long or until when it runs (an ISO-8601 duration or the name of an event), when
 *     the article has a clock
 */
public record Obligation(
        String id,
        String document,
        String lines,
        Force force,
        Mode mode,
        Text summary,
        Answer answer,
        Optional<String> clock) {

    /** How the product answers the article: with a rule, or with a reason for having none. */
    public sealed interface Answer {}

    /** Answered by the rule class of this simple name. */
    public record ByRule(String rule) implements Answer {}

    /** No rule answers it, for this reason. */
    public record ByReason(Text reason) implements Answer {}

    public Citation citation() {
        return new Citation(id, document, lines);
    }
}
