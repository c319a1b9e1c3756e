// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

class KeyOriginTests {

    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-02T17:00:00Z"));
    private static final byte[] PLAIN = "un corps fictif".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path data;
    private final Map<String, String> environment = new ConcurrentHashMap<>();

    @Test
    void takesItsKekFromAFileThatSomebodyElseProvidesAndTheNextOneToo() throws IOException {
        Path secret = Files.writeString(data.resolve("secret"), key(1) + "\n");
        try (var database = TestDatabase.fresh()) {
            Keys keys = keys(database, "file:" + secret);
            keys.start();
            byte[] sealed = keys.current().seal(PLAIN, 0, PLAIN.length, 5);
            int id = keys.current().id();

            assertThat(keys.rotateKek()).isEmpty();
            Files.writeString(secret, "1:" + key(1) + "\n2:" + key(2) + "\n");
            assertThat(keys.rotateKek()).contains(2);
            keys.stop();
            Files.writeString(secret, "2:" + key(2));
            Keys again = keys(database, "file:" + secret);
            again.start();

            assertThat(again.find(id).open(sealed, 0, sealed.length, 5)).isEqualTo(PLAIN);
            assertThat(data.resolve("keys")).doesNotExist();
            again.stop();
        }
    }

    @Test
    void takesItsKekFromTheEnvironmentAndSaysWhichVariableLacksIt() {
        try (var database = TestDatabase.fresh()) {
            assertThatExceptionOfType(KeyUnavailable.class)
                    .isThrownBy(() -> keys(database, "env:ARRIMAGE_KEK").start())
                    .withMessageContaining("env:ARRIMAGE_KEK");

            environment.put("ARRIMAGE_KEK", key(1));
            Keys keys = keys(database, "env:ARRIMAGE_KEK");
            keys.start();
            byte[] sealed = keys.current().seal(PLAIN, 0, PLAIN.length, 5);
            keys.stop();

            assertThat(keys(database, "env:ARRIMAGE_KEK").find(1).open(sealed, 0, sealed.length, 5))
                    .isEqualTo(PLAIN);
            environment.put("ARRIMAGE_KEK", key(2));
            assertThatExceptionOfType(KeyUnavailable.class)
                    .isThrownBy(() -> keys(database, "env:ARRIMAGE_KEK").start())
                    .withMessageContaining("another key");
        }
    }

    @Test
    void saysWhichEntryIsNoKeyAndNeverShowsIt() {
        for (String text :
                new String[] {"1:short", "x:" + key(1), "0:" + key(1), "1:" + key(1) + "A"}) {
            assertThatExceptionOfType(KeyUnavailable.class)
                    .isThrownBy(() -> KeyOrigin.parse("7:" + key(7) + "\n" + text, "the file"))
                    .withMessageContaining("Entry 2 of the file")
                    .satisfies(
                            e -> assertThat(e.toString()).doesNotContain(key(1).substring(0, 8)));
        }
        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(() -> KeyOrigin.parse(key(1) + "," + key(2), "the file"))
                .withMessageContaining("twice");
    }

    @Test
    void refusesAKeyInPlaceOfAReferenceWithoutRepeatingIt() {
        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(() -> KeyOrigin.of(key(1), data, _ -> Optional.empty()))
                .withMessageContaining("arrimage.keys.origin")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key(1)));
    }

    private Keys keys(TestDatabase database, String origin) {
        return TestKeys.closed(
                database.dataSource(),
                KeyOrigin.of(origin, data, name -> Optional.ofNullable(environment.get(name))),
                NOON);
    }

    private static String key(int seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
