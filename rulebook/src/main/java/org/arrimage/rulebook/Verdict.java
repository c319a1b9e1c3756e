// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;

/** What a rule concluded, always with the articles it concluded from. */
public sealed interface Verdict {

    List<Citation> citations();

    /** Why, in both languages. */
    Text reason();

    /** The article holds today, shown by {@code evidence}. */
    record Met(List<Citation> citations, String evidence, Text reason) implements Verdict {}

    /** Nothing forbids it, but what must show it is missing or no longer counts. */
    record Lacking(List<Citation> citations, String evidence, Text reason) implements Verdict {}

    /** The choice itself contradicts the article. */
    record Contradicted(List<Citation> citations, Text reason) implements Verdict {}

    /** The article does not speak of this. */
    record NotApplicable(List<Citation> citations, Text reason) implements Verdict {}

    /** A fact that the article turns on was not said. */
    record Undetermined(List<Citation> citations, String fact, Text reason) implements Verdict {}
}
