// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class MutationTest {
    private static final int MUTATIONS = 20_000;

    @Test
    void anyMutationIsReadOrRefusedWithAPlace() {
        var random = new Random(20261102);
        byte[] good = Messages.ADMISSION.getBytes(StandardCharsets.UTF_8);

        Assertions.assertTimeout(
                Duration.ofSeconds(60),
                () -> {
                    int refused = 0;
                    for (int i = 0; i < MUTATIONS; i++) {
                        refused += handle(mutate(good, random)) ? 0 : 1;
                    }
                    assertThat(refused).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
                });
    }

    private static boolean handle(byte[] bytes) {
        var reply = new Reply(AcknowledgementCode.AE, "R", Instant.EPOCH, ZoneOffset.UTC);
        try {
            Hl7Message message = Hl7Message.read(bytes, StandardCharsets.UTF_8);
            for (Segment segment : message.segments()) {
                readAll(segment);
            }
            assertThat(PatientKeys.of(message).keys()).isNotEmpty();
            assertThat(Acknowledgement.parse(reply.to(message))).isPresent();
            byte[] edited = message.edit().set("PID-3.4", "X").copy("PID-3", "MSH-5").toBytes();
            Hl7Message.read(edited, StandardCharsets.UTF_8);
            return true;
        } catch (Hl7Problem problem) {
            var withProblem =
                    new Reply(
                            AcknowledgementCode.AR,
                            "R",
                            Instant.EPOCH,
                            ZoneOffset.UTC,
                            List.of(problem));
            assertThat(Acknowledgement.parse(withProblem.toUnreadable(bytes))).isPresent();
            return false;
        }
    }

    private static void readAll(Segment segment) {
        for (int n = 1; n <= segment.fieldCount(); n++) {
            for (Value repetition : segment.repetitions(n)) {
                for (Value part : repetition.parts()) {
                    assertThat(part.text()).doesNotContain("\uFFFD");
                    part.subcomponent(2).text();
                }
            }
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "|^~\\&\r\n\"#".charAt(random.nextInt(9));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOfRange(bytes, at % 8, bytes.length);
                case 4 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length * 2 - at);
                    System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
                    bytes = longer;
                }
                default ->
                        bytes[random.nextInt(Math.min(120, bytes.length))] =
                                (byte) (' ' + random.nextInt(95));
            }
        }
        return bytes;
    }
}
