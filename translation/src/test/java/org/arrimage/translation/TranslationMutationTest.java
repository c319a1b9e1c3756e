// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Spoilt messages, and spoilt bundles of them, in both directions. {@code -Pthorough} makes a
 * million ({@code -Dmutations=…}, {@code -Dseed=…}), public messages among them where {@code
 * ARRIMAGE_CORPORA} names them.
 */
class TranslationMutationTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 3_000);

    /** One in so many bundles is validated: HAPI's validator is slow. */
    private static final int VALIDATED = Math.max(100, MUTATIONS / 100);

    /** Longest time one may take; a pause of the machine counts too, hence so much. */
    private static final long LONGEST_MILLIS = 5_000;

    private static final Hl7Settings BACK =
            Hl7Settings.backFrom(
                    TranslationSettings.defaults(), Instant.parse("2026-11-25T12:00:00Z"));

    private final com.sun.management.ThreadMXBean thread =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Random random = new Random(Long.getLong("seed", 20_261_103));
    private long slowest;
    private long largest;
    private int translated;
    private int back;

    @Test
    void anyMutationIsTranslatedValidlyOrRefusedWithAPlace() throws IOException {
        List<byte[]> good = good();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] message = good.get(random.nextInt(good.size()));
            byte[] spoilt = mutate(message);
            long bytes = thread.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            byte[] bundle = forward(spoilt);
            if (bundle.length > 0) {
                translated++;
                backward(i % 2 == 0 ? mutate(bundle) : bundle);
            }
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
            largest = Math.max(largest, thread.getCurrentThreadAllocatedBytes() - bytes);
            if (i % VALIDATED == 0 && bundle.length > 0) {
                assertThat(Validity.errors(bundle)).isEmpty();
            }
        }

        System.out.printf(
                "mutations %d, bundles %d, messages back %d, slowest %d ms, most memory %d kB%n",
                MUTATIONS, translated, back, slowest, largest / 1_000);
        assertThat(slowest).isLessThan(LONGEST_MILLIS);
        assertThat(translated).isPositive();
        assertThat(back).isPositive();
    }

    private static byte[] forward(byte[] bytes) {
        Translation translation;
        try {
            Hl7Message message = Hl7Message.read(bytes, StandardCharsets.UTF_8);
            translation = Translator.toFhir(message, TranslationSettings.defaults());
        } catch (Hl7Problem unreadable) {
            return new byte[0];
        }
        return switch (translation) {
            case Translation.Translated done -> done.json();
            case Translation.Refused refused -> {
                assertThat(refused.problem().where().toString()).isNotBlank();
                yield new byte[0];
            }
        };
    }

    private void backward(byte[] bundle) {
        switch (Translator.toHl7v2(bundle, BACK)) {
            case Hl7Translation.Translated done -> {
                assertThat(done.messages()).isNotEmpty();
                back++;
            }
            case Hl7Translation.Refused refused ->
                    assertThat(refused.problem().toString()).isNotBlank();
            case Hl7Translation.Unsendable unsendable ->
                    assertThat(unsendable.problem().where().toString()).isNotBlank();
        }
    }

    private static List<byte[]> good() throws IOException {
        var good = new ArrayList<byte[]>();
        Families.all().forEach(text -> good.add(text.getBytes(StandardCharsets.UTF_8)));
        String corpora = System.getenv("ARRIMAGE_CORPORA");
        if (corpora != null && Files.isDirectory(Path.of(corpora))) {
            try (Stream<Path> files = Files.walk(Path.of(corpora))) {
                for (Path file : files.filter(it -> it.toString().endsWith(".hl7")).toList()) {
                    good.add(Files.readAllBytes(file));
                }
            }
        }
        return good;
    }

    /** Replaces a few bytes, cuts, puts signs in, or doubles a line. */
    private byte[] mutate(byte[] good) {
        byte[] bytes = good.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && bytes.length > 8; i++) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(7)) {
                        case 0 -> with(bytes, at, (byte) (' ' + random.nextInt(95)));
                        case 1 ->
                                with(
                                        bytes,
                                        at,
                                        (byte) "|^~\\&\r\"-9{}[],:".charAt(random.nextInt(15)));
                        case 2 -> with(bytes, at, (byte) random.nextInt(256));
                        case 3 -> spliced(bytes, at, new byte[0], random.nextInt(12));
                        case 4 -> spliced(bytes, at, "|\"\"|".getBytes(StandardCharsets.UTF_8), 0);
                        case 5 -> spliced(bytes, at, "\\X0".getBytes(StandardCharsets.UTF_8), 0);
                        default -> {
                            int end = Math.min(bytes.length, at + 1 + random.nextInt(200));
                            yield spliced(
                                    bytes,
                                    random.nextInt(bytes.length),
                                    Arrays.copyOfRange(bytes, at, end),
                                    0);
                        }
                    };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** Some bytes taken out at a place, others put in. */
    private static byte[] spliced(byte[] bytes, int at, byte[] put, int cut) {
        int end = Math.min(bytes.length, at + cut);
        byte[] out = new byte[at + put.length + bytes.length - end];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(put, 0, out, at, put.length);
        System.arraycopy(bytes, end, out, at + put.length, bytes.length - end);
        return out;
    }
}
