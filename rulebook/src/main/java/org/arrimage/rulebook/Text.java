// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/**
 * A sentence for people, in both languages; French comes first everywhere.
 *
 * @param fr French, never blank
 * @param en English, never blank
 */
public record Text(String fr, String en) {
    public Text {
        if (fr.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException(
                    "a text needs both languages, got fr=«" + fr + "» en=«" + en + "»");
        }
    }

    /** The same values put in both sentences. */
    // @FormatMethod knows one format string; here two share the values, and tests run every text.
    @SuppressWarnings("AnnotateFormatMethod")
    static Text of(String fr, String en, Object... values) {
        return new Text(fr.formatted(values), en.formatted(values));
    }

    /** This sentence followed by another one. */
    public Text and(Text next) {
        return new Text(fr + " " + next.fr, en + " " + next.en);
    }
}
