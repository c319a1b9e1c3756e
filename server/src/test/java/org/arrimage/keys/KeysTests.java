// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

class KeysTests {

    private static final byte[] PLAIN = "un corps fictif".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path data;
    private final ScenarioClock clock = new ScenarioClock(Instant.parse("2026-03-02T17:00:00Z"));
    private TestDatabase database;
    private Keys keys;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        keys = TestKeys.on(database.dataSource(), data, clock);
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void opensAfterARestartWhatWasSealedBeforeItAndSealsWithAKeyOfItsOwn() {
        DataKey before = keys.current();
        byte[] sealed = before.seal(PLAIN, 0, PLAIN.length, 1);
        byte[] index = keys.index("search").getEncoded();

        restart();

        assertThat(keys.find(before.id()).open(sealed, 0, sealed.length, 1)).isEqualTo(PLAIN);
        assertThat(keys.current().id()).isGreaterThan(before.id());
        assertThat(keys.index("search").getEncoded()).isEqualTo(index).hasSize(32);
        assertThat(keys.index("duplicates").getEncoded()).isNotEqualTo(index);
    }

    @Test
    void saysWhichDataKeyItDoesNotKnow() {
        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(() -> keys.find(4_321))
                .withMessageContaining("Data key 4321");
    }

    private void restart() {
        keys.stop();
        keys = TestKeys.on(database.dataSource(), data, clock);
    }
}
