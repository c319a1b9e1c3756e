// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.text.Normalizer;
import java.util.Map;

/** The plain letters that stand for letters and signs a receiver cannot read. */
public final class Transliteration {
    /** What decomposition does not take apart. */
    private static final Map<Integer, String> PLAIN =
            Map.ofEntries(
                    Map.entry((int) 'œ', "oe"),
                    Map.entry((int) 'Œ', "OE"),
                    Map.entry((int) 'æ', "ae"),
                    Map.entry((int) 'Æ', "AE"),
                    Map.entry((int) 'ø', "o"),
                    Map.entry((int) 'Ø', "O"),
                    Map.entry((int) 'ł', "l"),
                    Map.entry((int) 'Ł', "L"),
                    Map.entry((int) 'đ', "d"),
                    Map.entry((int) 'Đ', "D"),
                    Map.entry((int) 'ð', "d"),
                    Map.entry((int) 'þ', "th"),
                    Map.entry((int) 'ı', "i"),
                    Map.entry((int) 'ß', "ss"),
                    Map.entry((int) 'ẞ', "SS"),
                    Map.entry((int) '‘', "'"),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '‚', "'"),
                    Map.entry((int) 'ʼ', "'"),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '„', "\""),
                    Map.entry((int) '«', "\""),
                    Map.entry((int) '»', "\""),
                    Map.entry((int) '‹', "'"),
                    Map.entry((int) '›', "'"),
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '‐', "-"),
                    Map.entry((int) '‑', "-"),
                    Map.entry((int) '−', "-"),
                    Map.entry((int) '•', "-"),
                    Map.entry((int) '€', "EUR"),
                    Map.entry((int) '×', "x"),
                    Map.entry((int) 'μ', "u"),
                    Map.entry((int) 'µ', "u"),
                    Map.entry((int) '≤', "<="),
                    Map.entry((int) '≥', ">="),
                    Map.entry(0x00A0, " "),
                    Map.entry(0x2009, " "),
                    Map.entry(0x202F, " "));

    private Transliteration() {}

    /**
     * Takes the accents off every letter of a written text and writes ligatures in full. What
     * stands for a letter may be a separator, as for the wide {@code ｜}: it is escaped.
     */
    public static String bare(String text, MessageText message) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 8);
        text.codePoints()
                .forEach(c -> {
                    String plain = c < 128 ? "" : of(c);
                    if (plain.isEmpty()) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(message.escape(plain));
                    }
                });
        return out.toString();
    }

    /** What stands for a character; empty when nothing does. */
    static String of(int character) {
        String known = PLAIN.getOrDefault(character, "");
        if (!known.isEmpty()) {
            return known;
        }
        String taken = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD);
        var out = new StringBuilder();
        taken.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> out.append(PLAIN.getOrDefault(c, Character.toString(c))));
        return out.chars().allMatch(c -> c < 128) ? out.toString() : "";
    }
}
