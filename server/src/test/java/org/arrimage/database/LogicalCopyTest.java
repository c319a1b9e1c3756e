// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.copy.Difference;
import org.arrimage.copy.Loader;
import org.arrimage.copy.SequenceValue;
import org.arrimage.copy.Snapshot;
import org.arrimage.copy.Structure;
import org.arrimage.copy.Summaries;
import org.arrimage.copy.Table;
import org.arrimage.copy.TableSink;
import org.arrimage.copy.TableSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

class LogicalCopyTest {
    private static final SchemaMigrations EARLIER = new SchemaMigrations("db/copy-earlier");
    private static final SchemaMigrations LATER = new SchemaMigrations("db/copy-later");

    @TempDir Path folder;

    @Test
    void copiesRowsPartitionsMadeAtRunTimeAndSequences() throws Exception {
        try (var from = TestDatabase.empty();
                var to = TestDatabase.empty()) {
            EARLIER.toLatest(from.dataSource());
            fill(from.dataSource());
            EARLIER.toLatest(to.dataSource());

            copy(from.dataSource(), to.dataSource());

            assertThat(
                            Difference.between(
                                    Summaries.of(from.dataSource()), Summaries.of(to.dataSource())))
                    .isEmpty();
            var there = JdbcClient.create(to.dataSource());
            assertThat(numbers(there, "select count(*) from rooms.entry where class = 7"))
                    .containsExactly(500L);
            assertThat(numbers(there, "select count(*) from rooms.entry_1_new"))
                    .containsExactly(1L);
            assertThat(numbers(there, "select twice from rooms.\"Bed; odd\"")).containsExactly(6L);
            assertThat(numbers(there, "select nextval('rooms.tickets')")).containsExactly(43L);
            assertThat(numbers(there, "insert into rooms.ward (name) values ('next') returning id"))
                    .containsExactly(3L);
            assertThat(
                            numbers(
                                    there,
                                    "select count(*) from pg_class where relname = 'entry_1_old'"))
                    .containsExactly(0L);
            assertThatThrownBy(() ->
                            there.sql("insert into rooms.\"Bed; odd\" values (1, 9)").update())
                    .hasMessageContaining("not again");
        }
    }

    @Test
    void seesOneInstantWhileOthersWrite() throws Exception {
        try (var from = TestDatabase.empty()) {
            EARLIER.toLatest(from.dataSource());
            var sql = JdbcClient.create(from.dataSource());
            var together =
                    new TransactionTemplate(
                            new org.springframework.jdbc.datasource.DataSourceTransactionManager(
                                    from.dataSource()));
            sql.sql("create table rooms.entry_2 partition of rooms.entry for values in (2)")
                    .update();
            var stop = new AtomicBoolean();
            var writer =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; !stop.get(); i++) {
                                    int number = i;
                                    together.executeWithoutResult(_ -> {
                                        entry(sql, 2, number);
                                        sql.sql("insert into rooms.ward (name) values (?)")
                                                .param("w" + number)
                                                .update();
                                    });
                                }
                            });

            for (int round = 0; round < 20; round++) {
                try (var snapshot = Snapshot.open(from.dataSource())) {
                    Thread.yield();
                    var tables = Summaries.of(snapshot);

                    assertThat(rows(tables, "rooms.ward") - 1)
                            .isEqualTo(rows(tables, "rooms.entry_2"));
                }
            }
            assertThat(rows(Summaries.of(from.dataSource()), "rooms.ward")).isGreaterThan(1);
            stop.set(true);
            writer.join(Duration.ofSeconds(10));
        }
    }

    @Test
    void retentionDropsAPartitionInTheMiddleWithoutWaiting() throws Exception {
        try (var from = TestDatabase.empty();
                var to = TestDatabase.empty()) {
            EARLIER.toLatest(from.dataSource());
            fill(from.dataSource());
            EARLIER.toLatest(to.dataSource());
            var sql = JdbcClient.create(from.dataSource());

            try (var snapshot = Snapshot.open(from.dataSource());
                    var loader = new Loader(to.dataSource().getConnection())) {
                snapshot.copyTo(
                        new Between(
                                loader,
                                () ->
                                        sql.sql(
                                                        "set lock_timeout = '1s'; drop table if"
                                                                + " exists rooms.entry_7")
                                                .update()));
                loader.commit();
                assertThat(loader.loaded())
                        .extracting(TableSummary::table)
                        .doesNotContain("rooms.entry_7")
                        .contains("rooms.entry_1_new");
            }
        }
    }

    @Test
    void theVersionBeforeOpensInThisOne() throws Exception {
        try (var from = TestDatabase.empty();
                var given = TestDatabase.empty();
                var to = EmptyDatabase.open(settings(given), folder, LATER)) {
            EARLIER.toLatest(from.dataSource());
            fill(from.dataSource());
            try (var snapshot = Snapshot.open(from.dataSource())) {
                to.migrateTo(snapshot.structure().schemas());
            }

            copy(from.dataSource(), to.source());
            to.migrateToLatest();
            to.keep();

            var there = JdbcClient.create(given.dataSource());
            assertThat(
                            there.sql("select code from rooms.key order by 1")
                                    .query(String.class)
                                    .list())
                    .containsExactly("key of 3E", "key of put in by the migration");
            assertThat(
                            there.sql("select distinct colour from rooms.ward")
                                    .query(String.class)
                                    .list())
                    .containsExactly("white");
        }
    }

    @Test
    void aLaterVersionIsRefusedAndNothingRemains() throws Exception {
        try (var from = TestDatabase.empty();
                var given = TestDatabase.empty()) {
            LATER.toLatest(from.dataSource());
            try (var to = EmptyDatabase.open(settings(given), folder, EARLIER);
                    var snapshot = Snapshot.open(from.dataSource())) {

                assertThatThrownBy(() -> to.migrateTo(snapshot.structure().schemas()))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("Module rooms of the copy is at version 2")
                        .hasMessageContaining("[1]");
            }
            try (var again = EmptyDatabase.open(settings(given), folder, EARLIER)) {
                assertThat(again.source()).isNotNull();
            }
        }
    }

    @Test
    void aDatabaseThatHoldsSomethingIsNeverOverwritten() {
        try (var given = TestDatabase.empty()) {
            EARLIER.toLatest(given.dataSource());

            assertThatThrownBy(() -> EmptyDatabase.open(settings(given), folder, EARLIER))
                    .hasMessageContaining("not empty: it has a schema rooms");
        }
    }

    private static void fill(DataSource database) {
        var sql = JdbcClient.create(database);
        sql.sql("insert into rooms.ward (name) values ('3E')").update();
        sql.sql("alter table rooms.\"Bed; odd\" disable trigger user").update();
        sql.sql("insert into rooms.\"Bed; odd\" (ward, number, \"a b\") values (2, 3, null)")
                .update();
        sql.sql("alter table rooms.\"Bed; odd\" enable trigger user").update();
        sql.sql("drop table rooms.entry_1_old").update();
        sql.sql(
                        "create table rooms.entry_1_new partition of rooms.entry_1"
                                + " for values from ('2026-03-02') to ('2026-03-03')")
                .update();
        sql.sql(
                        "create table rooms.entry_7 partition of rooms.entry for values in (7)"
                                + " with (fillfactor = 90)")
                .update();
        entry(sql, 1, 1);
        for (int i = 0; i < 500; i++) {
            entry(sql, 7, i);
        }
        sql.sql("select setval('rooms.tickets', 42)").query(Long.class).single();
    }

    private static void entry(JdbcClient sql, int ofClass, int position) {
        sql.sql(
                        """
                        insert into rooms.entry
                        select ?, n, '2026-03-02 12:00Z',
                               case when n % 3 > 0 then convert_to(repeat('é', n % 977), 'UTF8') end
                        from (select ?::int as n)
                        """)
                .param(ofClass)
                .param(position)
                .update();
    }

    private static void copy(DataSource from, DataSource to) throws Exception {
        try (var snapshot = Snapshot.open(from);
                var loader = new Loader(to.getConnection())) {
            snapshot.copyTo(loader);
            loader.commit();
        }
    }

    private static List<Long> numbers(JdbcClient sql, String query) {
        return sql.sql(query).query(Long.class).list();
    }

    private static long rows(List<TableSummary> tables, String table) {
        return tables.stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow()
                .rows();
    }

    private static DatabaseSettings settings(TestDatabase given) {
        return new DatabaseSettings(
                given.url(),
                given.username(),
                given.password(),
                null,
                null,
                4,
                Duration.ofSeconds(10));
    }

    /** Does something at the moment the first table is open. */
    private record Between(TableSink to, Runnable atFirst) implements TableSink {
        @Override
        public void structure(Structure structure)
                throws java.io.IOException, java.sql.SQLException {
            to.structure(structure);
        }

        @Override
        public void open(Table table) throws java.io.IOException, java.sql.SQLException {
            atFirst.run();
            to.open(table);
        }

        @Override
        public void write(byte[] bytes, int offset, int length)
                throws java.io.IOException, java.sql.SQLException {
            to.write(bytes, offset, length);
        }

        @Override
        public void close(TableSummary summary) throws java.io.IOException, java.sql.SQLException {
            to.close(summary);
        }

        @Override
        public void gone(Table table) throws java.io.IOException, java.sql.SQLException {
            to.gone(table);
        }

        @Override
        public void sequences(List<SequenceValue> values)
                throws java.io.IOException, java.sql.SQLException {
            to.sequences(values);
        }
    }
}
