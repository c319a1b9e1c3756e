// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.database.TestDatabase;
import org.arrimage.keys.Keys;
import org.arrimage.keys.Tampered;
import org.arrimage.keys.TestKeys;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class ParkedStoreTests {

    private static final int LANE = 3;
    private static final long PATIENT = 0x1234_5678_9abc_def0L;
    private static final long OTHER = 0x0fed_cba9_8765_4321L;
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");

    @TempDir private Path folder;
    private TestDatabase database;
    private JdbcClient jdbc;
    private Keys keys;
    private ParkedStore store;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
        keys = TestKeys.on(database.dataSource(), folder, InstantSource.fixed(NOON));
        store = new ParkedStore(jdbc, keys);
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void writesKeysSoThatWhoHasTheDatabaseCannotTestAGuess() throws Exception {
        write(row(1), row(2));

        List<String> stored =
                jdbc.sql("select encode(keys || moved, 'hex') from delivery.parked")
                        .query(String.class)
                        .list();

        assertThat(stored)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .noneMatch(each -> each.contains(HexFormat.of().toHexDigits(PATIENT)))
                .noneMatch(each -> each.contains(HexFormat.of().toHexDigits(OTHER)));
    }

    @Test
    void readsTheSameKeysAfterARestart() throws Exception {
        write(row(1));
        keys.stop();

        keys = TestKeys.on(database.dataSource(), folder, InstantSource.fixed(NOON));
        List<LaneCommit.ParkedRow> read = new ParkedStore(jdbc, keys).in(LANE);

        assertThat(read).containsExactly(row(1));
    }

    @Test
    void sealsAndReadsWhatAnEarlierBuildLeftInClear() throws Exception {
        write(row(1));
        jdbc.sql("update delivery.parked set key = null, keys = ?, moved = ?")
                .param(Parked.encode(row(1).keys()))
                .param(Parked.encode(row(1).moved()))
                .update();

        store.sealEarlier();

        assertThat(store.in(LANE)).containsExactly(row(1));
        writesKeysSealed();
    }

    @Test
    void refusesKeysThatWereMovedToAnotherMessage() throws Exception {
        write(row(1), row(2));

        jdbc.sql(
                        """
                        update delivery.parked set keys =
                            (select keys from delivery.parked where id = 1) where id = 2
                        """)
                .update();

        assertThatThrownBy(() -> store.in(LANE)).isInstanceOf(Tampered.class);
    }

    private void writesKeysSealed() {
        byte[] stored = jdbc.sql("select keys from delivery.parked").query(byte[].class).single();
        assertThat(stored).hasSizeGreaterThan(2 * Long.BYTES);
        assertThat(ByteBuffer.wrap(stored).getLong()).isNotEqualTo(PATIENT);
    }

    private void write(LaneCommit.ParkedRow... rows) throws SQLException {
        try (Connection open = database.dataSource().getConnection()) {
            for (LaneCommit.ParkedRow row : rows) {
                store.write(open, LANE, row);
            }
        }
    }

    private static LaneCommit.ParkedRow row(long id) {
        return new LaneCommit.ParkedRow(
                id,
                100 + id,
                NOON,
                NOON,
                new Outcome.Parked("DECLINED", new Text("refusé", "refused")),
                Map.of(PATIENT, 100L),
                Map.of(OTHER, 90L),
                Parked.State.PARKED,
                new Checkpoint(0, List.of()),
                0);
    }
}
