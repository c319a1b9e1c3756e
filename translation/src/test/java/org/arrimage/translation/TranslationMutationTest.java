// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;

class TranslationMutationTest {
    private static final int MUTATIONS = 4_000;

    /** One in so many bundles is validated: HAPI's validator is slow. */
    private static final int VALIDATED = 40;

    @Test
    void anyMutationIsTranslatedValidlyOrRefusedWithAPlace() {
        var random = new Random(20261103);
        String[] good = {
            Samples.ADMISSION,
            Samples.RESULTS,
            Samples.MERGE,
            ScheduleTranslationTest.BOOKING,
            VaccinationTranslationTest.DOSE,
            PharmacyTranslationTest.ENCODED,
            FinancialTranslationTest.CHARGES,
            QueryTranslationTest.FOUND
        };

        Assertions.assertTimeout(
                Duration.ofMinutes(3),
                () -> {
                    for (int i = 0; i < MUTATIONS; i++) {
                        check(mutate(good[i % good.length], random), i % VALIDATED == 0);
                    }
                });
    }

    private static void check(String text, boolean validate) {
        Translation translation;
        try {
            Hl7Message message =
                    Hl7Message.read(
                            text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            translation = Translator.toFhir(message, TranslationSettings.defaults());
        } catch (Hl7Problem unreadable) {
            return;
        }
        switch (translation) {
            case Translation.Translated translated -> {
                assertThat(translated.json()).isNotEmpty();
                if (validate) {
                    Validity.parse(translated.json());
                }
            }
            case Translation.Refused refused ->
                    assertThat(refused.problem().where().toString()).isNotBlank();
        }
    }

    /** Replaces a few signs, swaps two fields, or doubles a segment. */
    private static String mutate(String good, Random random) {
        var text = new StringBuilder(good.replace("UNICODE UTF-8", "8859/1"));
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            int at = 60 + random.nextInt(text.length() - 60);
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
                case 1 -> text.setCharAt(at, "|^~\\&\r\"-9".charAt(random.nextInt(9)));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
                case 3 -> text.insert(at, "|\"\"|");
                default -> {
                    int end = text.indexOf("\r", at);
                    text.append(
                            text,
                            text.lastIndexOf("\r", at) + 1,
                            end < 0 ? text.length() : end + 1);
                }
            }
        }
        return text.toString();
    }
}
