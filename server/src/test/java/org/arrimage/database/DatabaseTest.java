// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.time.Duration;

class DatabaseTest {
    private static final Path PROGRAMS = Path.of("target", "test-postgres");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path data;

    @Test
    void answersAgainOnTheSamePoolAfterPostgresWasKilled() {
        var settings = new DatabaseSettings(null, "", "", PROGRAMS, null, 4, PATIENCE);
        try (var database = Database.open(settings, data)) {
            var sql = JdbcClient.create(database.pool());
            sql.sql("CREATE TABLE kept AS SELECT 42 AS n").update();
            var postgres = database.embedded().orElseThrow();

            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() ->
                            postgres.restarts() == 1
                                    && sql.sql("SELECT n FROM kept").query(Integer.class).single()
                                            == 42);
            assertThat(database.kind()).isEqualTo(Database.Kind.EMBEDDED);
            assertThat(database.version()).startsWith("18.");
        }
    }

    @Test
    void usesTheDatabaseItIsGiven() {
        try (var given = TestDatabase.fresh()) {
            var settings =
                    new DatabaseSettings(
                            given.url(),
                            given.username(),
                            given.password(),
                            null,
                            null,
                            4,
                            PATIENCE);

            try (var database = Database.open(settings, data)) {
                assertThat(database.kind()).isEqualTo(Database.Kind.EXTERNAL);
                assertThat(database.embedded()).isEmpty();
            }
            assertThat(data).isEmptyDirectory();
        }
    }

    @Test
    void saysWhatToCheckWhenTheDatabaseRefuses() {
        try (var given = TestDatabase.fresh()) {
            var settings =
                    new DatabaseSettings(
                            given.url(),
                            given.username(),
                            "a-wrong-secret",
                            null,
                            null,
                            4,
                            Duration.ofMillis(500));

            assertThatThrownBy(() -> Database.open(settings, data))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(given.url())
                    .hasMessageContaining("arrimage.database.url")
                    .hasMessageNotContaining("a-wrong-secret");
        }
    }
}
