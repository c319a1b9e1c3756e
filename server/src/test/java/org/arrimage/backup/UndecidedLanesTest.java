// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class UndecidedLanesTest {
    private static final Instant MADE = Instant.parse("2026-03-01T03:00:00Z");
    private static final Instant RESTORED = Instant.parse("2026-03-02T09:00:00Z");

    private final List<Object> told = new ArrayList<>();
    private final Skips skips = new Skips();
    private TestDatabase database;

    @BeforeEach
    void restore() throws SQLException {
        database = TestDatabase.fresh();
        try (var connection = database.dataSource().getConnection()) {
            BackupStore.fill(
                    connection,
                    List.of(
                            new LanePosition("adt", "lab", 7),
                            new LanePosition("adt", "clinic", 9)),
                    new UndecidedLane("", "", 0, 30, MADE, RESTORED));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void noLaneRunsBeforeSomeoneDecided() {
        var lanes = opened();

        assertThat(lanes.mayRun("adt", "lab")).isFalse();
        assertThat(lanes.mayRun("adt", "clinic")).isFalse();
        assertThat(lanes.mayRun("adt", "made-after-the-restore")).isTrue();
    }

    @Test
    void resumingLeavesThePositionAndSkippingMovesItToTheEndOfTheBackup() {
        var lanes = opened();

        lanes.decide("adt", "lab", Decision.RESUME, "p-roy", skips);
        lanes.decide("adt", "clinic", Decision.SKIP, "p-gagnon", skips);

        assertThat(skips.done).containsExactly("adt clinic 30");
        assertThat(told)
                .containsExactly(
                        new LaneDecided("adt", "lab", Decision.RESUME),
                        new LaneDecided("adt", "clinic", Decision.SKIP));
        assertThat(lanes.mayRun("adt", "lab")).isTrue();
        assertThat(
                        JdbcClient.create(database.dataSource())
                                .sql(
                                        "select asset || ' ' || choice || ' ' || position || ' ' ||"
                                                + " log_end || ' ' || decided_by"
                                                + " from backup.decision order by number")
                                .query(String.class)
                                .list())
                .containsExactly("lab RESUME 7 30 p-roy", "clinic SKIP 9 30 p-gagnon");
    }

    @Test
    void aDecisionHoldsAfterARestartAndIsTakenOnce() {
        opened().decide("adt", "lab", Decision.RESUME, "p-roy", skips);

        var again = opened();

        assertThat(again.mayRun("adt", "lab")).isTrue();
        assertThat(again.mayRun("adt", "clinic")).isFalse();
        assertThat(again.decide("adt", "lab", Decision.SKIP, "p-roy", skips)).isEmpty();
        assertThat(skips.done).isEmpty();
    }

    private UndecidedLanes opened() {
        return new UndecidedLanes(
                JdbcClient.create(database.dataSource()),
                new JdbcTransactionManager(database.dataSource()),
                told::add,
                new ScenarioClock(RESTORED));
    }

    private static final class Skips implements LanePositions {
        private final List<String> done = new ArrayList<>();

        @Override
        public Keeping keepAll() {
            return () -> {};
        }

        @Override
        public long end(Connection connection) {
            return 30;
        }

        @Override
        public List<LanePosition> all(Connection connection) {
            return List.of();
        }

        @Override
        public long between(String route, String asset, long after, long upTo) {
            return upTo - after;
        }

        @Override
        public void skip(String route, String asset, long upTo) {
            done.add(route + " " + asset + " " + upTo);
        }
    }
}
