// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Unwritable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

class BundleMutationTest {
    private static final int MUTATIONS = 6_000;

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "1e400",
        "-",
        "\"\"",
        "\\u0000",
        "\\ud83d\\ude00",
        "Patient/p1",
        "#dr",
        "urn:uuid:",
        "2026-02-30",
        "%41",
        "\\n",
        "~^&|"
    };

    @Test
    void anyMutationIsWrittenReadablyOrRefusedWithAPlace() {
        var random = new Random(20261125);
        String[] good = {
            Bundles.of(Bundles.header("A01"), Bundles.PATIENT, Bundles.VISIT),
            Bundles.of(Bundles.PATIENT, Bundles.REPORT),
            Bundles.of(Bundles.PATIENT, Bundles.ORDER, Bundles.VISIT),
            Bundles.of(Bundles.MERGE)
        };

        Assertions.assertTimeout(
                Duration.ofMinutes(2),
                () -> {
                    for (int i = 0; i < MUTATIONS; i++) {
                        Hl7Version version = Hl7Version.values()[i % Hl7Version.values().length];
                        check(mutate(good[i % good.length], random), version);
                    }
                });
    }

    private static void check(String bundle, Hl7Version version) throws Hl7Problem {
        switch (Bundles.write(bundle, Bundles.settings(version))) {
            case Written.Refused refused ->
                    assertThat(refused.problem().where()).startsWith("Bundle");
            case Written.Messages written -> {
                for (Written.Message message : written.messages()) {
                    byte[] bytes =
                            message.text().toBytes(StandardCharsets.UTF_8, Unwritable.REFUSE);
                    Hl7Message read = Hl7Message.read(bytes, StandardCharsets.UTF_8);
                    assertThat(read.segmentCount()).isEqualTo(message.sources().size());
                }
            }
        }
    }

    /** Replaces, removes, doubles or puts pieces of JSON and of FHIR where they do not belong. */
    private static String mutate(String good, Random random) {
        var text = new StringBuilder(good);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.delete(at, end);
                case 3 -> text.insert(at, text.substring(at, end));
                default -> swapValues(text, random);
            }
        }
        return text.toString();
    }

    /** Gives one member the value of another: still JSON, no longer FHIR. */
    private static void swapValues(StringBuilder text, Random random) {
        int from = text.indexOf(":", random.nextInt(text.length()));
        int to = text.indexOf(":", random.nextInt(text.length()));
        if (from > 0 && to > 0) {
            int fromEnd = valueEnd(text, from + 1);
            int toEnd = valueEnd(text, to + 1);
            text.replace(to + 1, toEnd, text.substring(from + 1, fromEnd));
        }
    }

    private static int valueEnd(StringBuilder text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            if (depth < 0 || (depth == 0 && (c == ',' || c == '}' || c == ']'))) {
                return c == ',' || depth < 0 ? i : i + 1;
            }
        }
        return text.length();
    }
}
