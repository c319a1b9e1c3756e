// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of backups. */
final class BackupStore {
    /** Older ones are forgotten: who keeps archives knows their names. */
    private static final int KEPT = 100;

    private final JdbcClient jdbc;

    BackupStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every lane of a restored database waits, those of an earlier restore included. */
    static void fill(Connection restored, List<LanePosition> lanes, UndecidedLane like)
            throws SQLException {
        try (var clear = restored.prepareStatement("delete from backup.undecided_lane");
                var add =
                        restored.prepareStatement(
                                """
                                insert into backup.undecided_lane
                                    (route, asset, position, log_end, made_at, restored_at)
                                values (?, ?, ?, ?, ?, ?)
                                """)) {
            clear.executeUpdate();
            for (LanePosition lane : lanes) {
                add.setString(1, lane.route());
                add.setString(2, lane.asset());
                add.setLong(3, lane.position());
                add.setLong(4, like.logEnd());
                add.setTimestamp(5, Timestamp.from(like.madeAt()));
                add.setTimestamp(6, Timestamp.from(like.restoredAt()));
                add.executeUpdate();
            }
        }
    }

    List<UndecidedLane> undecided() {
        return jdbc.sql(
                        """
                        select route, asset, position, log_end, made_at, restored_at
                        from backup.undecided_lane order by route, asset
                        """)
                .query((row, _) ->
                        new UndecidedLane(
                                row.getString("route"),
                                row.getString("asset"),
                                row.getLong("position"),
                                row.getLong("log_end"),
                                row.getTimestamp("made_at").toInstant(),
                                row.getTimestamp("restored_at").toInstant()))
                .list();
    }

    /** False when another decided first. */
    boolean remove(String route, String asset) {
        return jdbc.sql("delete from backup.undecided_lane where route = ? and asset = ?")
                        .param(route)
                        .param(asset)
                        .update()
                == 1;
    }

    void record(UndecidedLane lane, Decision decision, Instant at, String by) {
        jdbc.sql(
                        """
                        insert into backup.decision
                            (route, asset, choice, position, log_end, made_at, decided_at,
                             decided_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(lane.route())
                .param(lane.asset())
                .param(decision.name())
                .param(lane.position())
                .param(lane.logEnd())
                .param(Timestamp.from(lane.madeAt()))
                .param(Timestamp.from(at))
                .param(by)
                .update();
    }

    void made(Backup.Made made) {
        jdbc.sql(
                        """
                        insert into backup.made (id, made_at, millis, bytes, sha256, log_end)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .param(made.id())
                .param(Timestamp.from(made.madeAt()))
                .param(made.millis())
                .param(made.bytes())
                .param(made.sha256())
                .param(made.end())
                .update();
        jdbc.sql(
                        """
                        delete from backup.made where id not in
                            (select id from backup.made order by made_at desc limit ?)
                        """)
                .param(KEPT)
                .update();
    }

    /** When the last backup was made that was read to its end. */
    Optional<Instant> lastMade() {
        return jdbc.sql(
                        "select max(made_at) as at from backup.made having max(made_at) is not"
                                + " null")
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .optional();
    }
}
