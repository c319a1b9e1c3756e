// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.copy.Difference;
import org.arrimage.copy.Summaries;
import org.arrimage.copy.TableSummary;
import org.arrimage.database.DatabaseException;
import org.arrimage.database.DatabaseSettings;
import org.arrimage.database.EmbeddedPostgres;
import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.arrimage.keys.KeyUnavailable;
import org.arrimage.keys.Keys;
import org.arrimage.keys.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import javax.sql.DataSource;

/** From a database with keys of its own to an archive, and from that to another machine. */
class BackupTest {
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    private static final Path PROGRAMS = Path.of("target", "test-postgres");

    @TempDir private Path folder;
    private final ScenarioClock clock = new ScenarioClock(NOON);
    private TestDatabase database;
    private Keys keys;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        keys = TestKeys.on(database.dataSource(), here(), clock);
        var sql = JdbcClient.create(database.dataSource());
        sql.sql(
                        """
                        insert into registry.organisation
                        select 'o' || n, repeat('É', n % 900), 'E' || n, 'ESTABLISHMENT', true
                        from generate_series(1, 5000) n
                        """)
                .update();
        sql.sql(
                        """
                        create table messagelog.chunk_9020514
                            partition of messagelog.chunk for values in (9020514)
                        """)
                .update();
        sql.sql(
                        """
                        insert into messagelog.chunk
                        select 9020514, 7, n, 1, 1, decode(repeat('a5', 1000 * n), 'hex')
                        from generate_series(0, 200) n
                        """)
                .update();
        sql.sql(
                        """
                        insert into delivery.lane (route, asset, relay, low_water, created_at)
                        values ('a-to-b', 'b', false, 12, now()), ('a-to-c', 'c', false, 40, now())
                        """)
                .update();
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void comesBackWholeOnAnotherMachineThatHasTheKey() throws Exception {
        var archive = backup();
        var there = otherMachine(here());

        var report =
                new Restore(TestKeys.archives(there), clock).restore(archive, embedded(), there);

        assertThat(report.differences()).isEmpty();
        assertThat(report.landmarks()).isEqualTo(new Positions().landmarks());
        try (var postgres = EmbeddedPostgres.start(there.resolve("postgres"), PROGRAMS)) {
            var source = source(postgres);
            assertThat(
                            Difference.between(
                                    Summaries.of(database.dataSource()), Summaries.of(source)))
                    .extracting(Difference::table)
                    .containsExactly("backup.undecided_lane");
            assertThat(
                            JdbcClient.create(source)
                                    .sql(
                                            "select route || ' ' || position || ' ' || log_end"
                                                    + " from backup.undecided_lane order by 1")
                                    .query(String.class)
                                    .list())
                    .containsExactly("a-to-b 12 90", "a-to-c 40 90");
            assertThat(TestKeys.on(source, there, clock).find(keys.current().id())).isNotNull();
        }
        assertThat(there.resolve("postgres.restoring")).doesNotExist();
    }

    @Test
    void comesBackIntoAnEmptyDatabaseOfOnesOwn() throws Exception {
        var archive = backup();
        try (var given = TestDatabase.empty()) {
            var report = restore().restore(archive, named(given), here());

            assertThat(report.differences()).isEmpty();
            assertThat(rows(given.dataSource())).isEqualTo(5000);
            assertThatThrownBy(() -> restore().restore(archive, named(given), here()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("not empty");
        }
    }

    @Test
    void anArchiveOfTheVersionBeforeOpens() throws Exception {
        JdbcClient.create(database.dataSource()).sql("drop schema backup cascade").update();
        var archive = backup();
        try (var given = TestDatabase.empty()) {
            var report = restore().restore(archive, named(given), here());

            assertThat(report.schemas())
                    .extracting(ArchiveHeader.Schema::module)
                    .doesNotContain("backup")
                    .contains("registry");
            assertThat(report.differences()).isEmpty();
            assertThat(
                            JdbcClient.create(given.dataSource())
                                    .sql("select count(*) from backup.undecided_lane")
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(2);
        }
    }

    @Test
    void anArchiveOfALaterVersionIsRefusedByName() throws Exception {
        JdbcClient.create(database.dataSource())
                .sql(
                        """
                        insert into registry.flyway_schema_history
                        select installed_rank + 100, '900', 'later', type, script, 1,
                               installed_by, now(), 1, true
                        from registry.flyway_schema_history where version = '1'
                        """)
                .update();
        var archive = backup();
        try (var given = TestDatabase.empty()) {
            assertThatThrownBy(() -> restore().restore(archive, named(given), here()))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Module registry of the copy is at version 900")
                    .hasMessageContaining("[1]");
            assertThat(
                            JdbcClient.create(given.dataSource())
                                    .sql(
                                            "select count(*) from pg_namespace where nspname ="
                                                    + " 'registry'")
                                    .query(Integer.class)
                                    .single())
                    .isZero();
        }
    }

    @Test
    void aCutArchiveLeavesNothingBehind() throws Exception {
        var archive = backup();
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length - 10));
        var there = otherMachine(here());

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() ->
                        new Restore(TestKeys.archives(there), clock)
                                .restore(archive, embedded(), there))
                .withMessageContaining("ends in chunk")
                .matches(cut -> cut.kind() == ArchiveException.Kind.TRUNCATED);
        assertThat(there.resolve("postgres")).doesNotExist();
        assertThat(there.resolve("postgres.restoring")).doesNotExist();
    }

    @Test
    void noByteCanChangeUnseen() throws Exception {
        var archive = backup();
        byte[] whole = Files.readAllBytes(archive);
        var random = new Random(21);
        for (int i = 0; i < 300; i++) {
            byte[] altered = whole.clone();
            int at = i < 200 ? i * 4 % whole.length : random.nextInt(whole.length);
            altered[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, altered);

            assertThatThrownBy(() -> restore().verify(archive))
                    .as("byte %d", at)
                    .isInstanceOfAny(
                            ArchiveException.class,
                            KeyUnavailable.class,
                            org.arrimage.keys.Tampered.class);
        }
    }

    @Test
    void isUselessWithoutTheKeyAndWithAnother() throws Exception {
        var archive = backup();
        var without = folder.resolve("without");
        var another = folder.resolve("another");
        try (var other = TestDatabase.fresh()) {
            TestKeys.on(other.dataSource(), another, clock).stop();
        }

        assertThatThrownBy(() -> new Restore(TestKeys.archives(without), clock).verify(archive))
                .isInstanceOf(KeyUnavailable.class)
                .hasMessageContaining("kek-1")
                .hasMessageContaining("arrimage keys restore");
        assertThatThrownBy(() -> new Restore(TestKeys.archives(another), clock).verify(archive))
                .isInstanceOf(KeyUnavailable.class)
                .hasMessageContaining("another key");
    }

    @Test
    void tellsWhatItHoldsWhenItIsReadThrough() throws Exception {
        var archive = backup();

        var report = restore().verify(archive);

        assertThat(report.madeAt()).isEqualTo(NOON);
        assertThat(report.bytes()).isEqualTo(Files.size(archive));
        assertThat(report.tables())
                .filteredOn(table -> table.table().equals("registry.organisation"))
                .extracting(TableSummary::rows)
                .containsExactly(5000L);
    }

    private Path backup() throws Exception {
        Path archive = folder.resolve("archive");
        var backup =
                new Backup(
                        database.dataSource(), TestKeys.archives(here()), new Positions(), clock);
        try (var file = Files.newOutputStream(archive)) {
            var made = backup.writeTo(UUID.randomUUID(), file);
            assertThat(made.bytes()).isEqualTo(Files.size(archive));
        }
        return archive;
    }

    private Restore restore() {
        return new Restore(TestKeys.archives(here()), clock);
    }

    private Path here() {
        return folder.resolve("here");
    }

    /** A data folder that holds the key-encryption key and nothing else. */
    private Path otherMachine(Path from) throws IOException {
        Path there = folder.resolve("there");
        Files.createDirectories(there.resolve("keys"));
        Files.copy(from.resolve("keys/kek-1"), there.resolve("keys/kek-1"));
        return there;
    }

    private static DatabaseSettings embedded() {
        return new DatabaseSettings(null, "", "", PROGRAMS, null, 4, Duration.ofSeconds(10));
    }

    private static DatabaseSettings named(TestDatabase given) {
        return new DatabaseSettings(
                given.url(),
                given.username(),
                given.password(),
                null,
                null,
                4,
                Duration.ofSeconds(10));
    }

    private static DataSource source(EmbeddedPostgres postgres) {
        var source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl("postgres"));
        source.setUser(postgres.username());
        source.setPassword(postgres.password());
        return source;
    }

    private static int rows(DataSource database) {
        return JdbcClient.create(database)
                .sql("select count(*) from registry.organisation")
                .query(Integer.class)
                .single();
    }

    /** A log that ends at 90, and the lanes of the table. */
    private static final class Positions implements LanePositions {
        Landmarks landmarks() {
            return new Landmarks(
                    90,
                    List.of(
                            new LanePosition("a-to-b", "b", 12),
                            new LanePosition("a-to-c", "c", 40)));
        }

        @Override
        public Keeping keepAll() {
            return () -> {};
        }

        @Override
        public long end(Connection connection) {
            return landmarks().end();
        }

        @Override
        public List<LanePosition> all(Connection connection) {
            return landmarks().lanes();
        }

        @Override
        public long between(String route, String asset, long after, long upTo) {
            return upTo - after;
        }

        @Override
        public void skip(String route, String asset, long upTo) {
            throw new AssertionError("nothing is decided here");
        }
    }
}
