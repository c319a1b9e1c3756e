// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

class PartitionsTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private TestDatabase database;
    private JdbcClient jdbc;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesAPartitionThatTakesItsRowsAndHasTheTablesIndexesAndStorage() {
        Partitions partitions = partitions();

        partitions.ensure(7);
        partitions.ensure(7);
        partitions().ensure(7);
        jdbc.sql("insert into messagelog.block values (7, 1, 1, 1, 1, '', '')").update();

        assertThat(partitions.all()).containsExactly(7);
        assertThat(number("select count(*) from messagelog.block_7")).isEqualTo(1);
        assertThat(number("select count(*) from pg_indexes where tablename = 'block_7'"))
                .isEqualTo(number("select count(*) from pg_indexes where tablename = 'block'"));
        assertThat(
                        number(
                                """
                                select count(*) from pg_attribute where attstorage = 'e'
                                and attrelid = 'messagelog.block_7'::regclass
                                """))
                .isEqualTo(2);
    }

    @Test
    void makesAPartitionOfEveryTableThatHasThem() {
        List<String> tables =
                jdbc.sql(
                                """
                                select n.nspname || '.' || c.relname
                                from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
                                join pg_namespace n on n.oid = c.relnamespace
                                """)
                        .query(String.class)
                        .list();

        for (String table : tables) {
            Partitions partitions = new Partitions(jdbc, table);
            partitions.ensure(7);
            assertThat(partitions.all()).containsExactly(7);
        }
        assertThat(tables).contains("messagelog.block", "delivery.receipt", "delivery.relayed");
    }

    @Test
    void makesAPartitionWhileSomeoneReadsAndWritesTheTable() throws Exception {
        partitions().ensure(7);
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("insert into messagelog.block values (7, 1, 1, 1, 1, '', '')");
            statement.execute("select count(*) from messagelog.block");

            assertTimeoutPreemptively(LONG_ENOUGH, () -> partitions().ensure(8));
            other.rollback();
        }

        assertThat(partitions().all()).containsExactly(7, 8);
    }

    @Test
    void dropsAPartitionOnlyWhenNobodyReadsIt() throws Exception {
        partitions().ensure(7);
        boolean whileRead;
        try (Connection reader = reading()) {
            whileRead = assertTimeoutPreemptively(LONG_ENOUGH, () -> partitions().drop(7));
            reader.rollback();
        }

        boolean afterwards = partitions().drop(7);

        assertThat(whileRead).isFalse();
        assertThat(afterwards).isTrue();
        assertThat(partitions().all()).isEmpty();
    }

    @Test
    void dropsThoseBeforeANumberInOneCall() {
        Partitions partitions = partitions();
        partitions.ensure(7);
        partitions.ensure(8);
        partitions.ensure(9);

        partitions.dropBefore(9);

        assertThat(partitions.all()).containsExactly(9);
    }

    @Test
    void makesAPartitionOnceForAllWhoNeedItAtOnce() throws Exception {
        List<Thread> threads =
                IntStream.range(0, 6)
                        .mapToObj(_ -> Thread.ofVirtual().start(() -> partitions().ensure(9)))
                        .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(partitions().all()).containsExactly(9);
    }

    private Connection reading() throws SQLException {
        Connection reader = database.dataSource().getConnection();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("select count(*) from messagelog.block");
        }
        return reader;
    }

    private Partitions partitions() {
        return new Partitions(jdbc, "messagelog.block");
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
