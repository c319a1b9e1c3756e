// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.kernel.MessageId;
import org.arrimage.keys.DataKey;
import org.arrimage.keys.Keys;
import org.arrimage.rulebook.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;

/**
 * The SQL of what is parked. Ordering keys are hashes of patients' identifiers, so they are sealed:
 * whoever has the database can neither read nor test them (decision 0008).
 */
@Repository
class ParkedStore {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedStore.class);

    private static final String WRITE =
            """
            insert into delivery.parked (lane, id, position, received_at, since, code, reason_fr, reason_en,
                key, keys, moved, state, low_water, above, until)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (lane, id) do update
                set key = excluded.key, keys = excluded.keys, moved = excluded.moved,
                    state = excluded.state, low_water = excluded.low_water,
                    above = excluded.above, until = excluded.until
            """;

    private final JdbcClient jdbc;
    private final Keys keys;

    /** Which of the two columns a value belongs to: part of what is authenticated. */
    private enum Column {
        KEYS("keys", 0),
        MOVED("moved", 1);

        private final String label;
        private final int number;

        Column(String label, int number) {
            this.label = label;
            this.number = number;
        }

        /** A value that was moved to another row or column does not open. */
        long context(int lane, long id) {
            return ((long) lane << 32) ^ (id << 1) ^ number;
        }
    }

    ParkedStore(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** What is parked in a lane, as it was left. */
    List<LaneCommit.ParkedRow> in(int lane) {
        return jdbc.sql("select * from delivery.parked where lane = ? order by id")
                .param(lane)
                .query((row, _) ->
                        new LaneCommit.ParkedRow(
                                row.getLong("id"),
                                row.getLong("position"),
                                row.getTimestamp("received_at").toInstant(),
                                row.getTimestamp("since").toInstant(),
                                new Outcome.Parked(
                                        row.getString("code"),
                                        new Text(
                                                row.getString("reason_fr"),
                                                row.getString("reason_en"))),
                                open(row, Column.KEYS),
                                open(row, Column.MOVED),
                                Parked.State.valueOf(row.getString("state")),
                                Checkpoint.decode(row.getLong("low_water"), row.getBytes("above")),
                                row.getLong("until")))
                .list();
    }

    private Map<Long, Long> open(ResultSet row, Column column) throws SQLException {
        byte[] sealed = row.getBytes(column.label);
        long context = column.context(row.getInt("lane"), row.getLong("id"));
        return Parked.decode(keys.find(row.getInt("key")).open(sealed, 0, sealed.length, context));
    }

    private static byte[] seal(DataKey key, Map<Long, Long> map, Column column, int lane, long id) {
        byte[] plain = Parked.encode(map);
        return key.seal(plain, 0, plain.length, column.context(lane, id));
    }

    /** Writes what changed of a parked message, in the transaction of its settlement. */
    void write(Connection open, int lane, LaneCommit.ParkedRow row) throws SQLException {
        DataKey key = keys.current();
        try (PreparedStatement statement = open.prepareStatement(WRITE)) {
            statement.setInt(1, lane);
            statement.setLong(2, row.id());
            statement.setLong(3, row.position());
            statement.setTimestamp(4, Timestamp.from(row.receivedAt()));
            statement.setTimestamp(5, Timestamp.from(row.since()));
            statement.setString(6, row.reason().code());
            statement.setString(7, row.reason().reason().fr());
            statement.setString(8, row.reason().reason().en());
            statement.setInt(9, key.id());
            statement.setBytes(10, seal(key, row.keys(), Column.KEYS, lane, row.id()));
            statement.setBytes(11, seal(key, row.moved(), Column.MOVED, lane, row.id()));
            statement.setString(12, row.state().name());
            statement.setLong(13, row.release().lowWater());
            statement.setBytes(14, row.release().encodeAbove());
            statement.setLong(15, row.until());
            statement.executeUpdate();
        }
    }

    /** Seals what an earlier build left in clear, before any lane opens. */
    void sealEarlier() {
        record Row(int lane, long id, Map<Long, Long> keys, Map<Long, Long> moved) {}
        List<Row> clear =
                jdbc.sql("select lane, id, keys, moved from delivery.parked where key is null")
                        .query((row, _) ->
                                new Row(
                                        row.getInt("lane"),
                                        row.getLong("id"),
                                        Parked.decode(row.getBytes("keys")),
                                        Parked.decode(row.getBytes("moved"))))
                        .list();
        for (Row row : clear) {
            DataKey key = keys.current();
            jdbc.sql(
                            """
                            update delivery.parked set key = ?, keys = ?, moved = ?
                            where lane = ? and id = ?
                            """)
                    .param(key.id())
                    .param(seal(key, row.keys(), Column.KEYS, row.lane(), row.id()))
                    .param(seal(key, row.moved(), Column.MOVED, row.lane(), row.id()))
                    .param(row.lane())
                    .param(row.id())
                    .update();
        }
        if (!clear.isEmpty()) {
            LOG.info("Sealed the keys of {} parked messages of an earlier build", clear.size());
        }
    }

    /** Every parked message, the oldest first. */
    List<ParkedMessage> oldest(int limit) {
        return jdbc.sql(
                        """
                        select l.route, l.asset, p.position, p.received_at, p.since, p.code, p.reason_fr, p.reason_en
                        from delivery.parked p join delivery.lane l on l.id = p.lane
                        where p.state = 'PARKED'
                        order by p.since, p.position limit ?
                        """)
                .param(limit)
                .query((row, _) ->
                        new ParkedMessage(
                                new LaneId(row.getString("route"), row.getString("asset")),
                                row.getLong("position"),
                                MessageId.of(
                                        row.getTimestamp("received_at").toInstant(),
                                        row.getLong("position")),
                                row.getTimestamp("since").toInstant(),
                                row.getString("code"),
                                new Text(row.getString("reason_fr"), row.getString("reason_en"))))
                .list();
    }
}
