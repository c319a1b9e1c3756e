// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.kernel.MessageId;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of the log. */
@Repository
class LogStore {

    private static final String INSERT =
            """
            insert into messagelog.message
                (position, id, source, received_at, type, control_id, ordering, body)
            select position, id::uuid, source, 'epoch'::timestamptz + micros * interval '1 microsecond',
                   type, control_id, ordering, body
            from unnest(?::bigint[], ?::text[], ?::smallint[], ?::bigint[], ?::text[], ?::text[],
                        ?::bytea[], ?::bytea[])
                as incoming (position, id, source, micros, type, control_id, ordering, body)
            """;

    private static final String COLUMNS =
            "select position, id, source, received_at, type, control_id, ordering, body"
                    + " from messagelog.message ";

    private static final RowMapper<LoggedMessage> ROW =
            (row, _) ->
                    new LoggedMessage(
                            row.getLong("position"),
                            new Incoming(
                                    new MessageId(row.getObject("id", java.util.UUID.class)),
                                    row.getShort("source"),
                                    row.getTimestamp("received_at").toInstant(),
                                    row.getString("type"),
                                    row.getString("control_id"),
                                    OrderingKeys.fromBytes(row.getBytes("ordering")),
                                    row.getBytes("body")));

    private final JdbcClient jdbc;

    LogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    short source(String asset) {
        jdbc.sql("insert into messagelog.source (asset) values (?) on conflict do nothing")
                .param(asset)
                .update();
        return jdbc.sql("select id from messagelog.source where asset = ?")
                .param(asset)
                .query(Short.class)
                .single();
    }

    long end() {
        return jdbc.sql("select coalesce(max(position), 0) from messagelog.message")
                .query(Long.class)
                .single();
    }

    long countAfter(long position, short source) {
        return jdbc.sql("select count(*) from messagelog.message where source = ? and position > ?")
                .param(source)
                .param(position)
                .query(Long.class)
                .single();
    }

    List<LoggedMessage> after(long position, long upTo, short source, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + "where source = ? and position > ? and position <= ?"
                                + " order by position limit ?")
                .param(source)
                .param(position)
                .param(upTo)
                .param(limit)
                .query(ROW)
                .list();
    }

    Optional<LoggedMessage> at(long position) {
        return jdbc.sql(COLUMNS + "where position = ?").param(position).query(ROW).optional();
    }

    List<LoggedSummary> latest(int limit) {
        return jdbc.sql(
                        """
                        select m.position, m.id, s.asset, m.received_at, m.type,
                               octet_length(m.body) as bytes
                        from messagelog.message m join messagelog.source s on s.id = m.source
                        order by m.position desc limit ?
                        """)
                .param(limit)
                .query((row, _) ->
                        new LoggedSummary(
                                row.getLong("position"),
                                new MessageId(row.getObject("id", java.util.UUID.class)),
                                row.getString("asset"),
                                row.getString("type"),
                                row.getTimestamp("received_at").toInstant(),
                                row.getInt("bytes")))
                .list();
    }

    /** One statement, one round trip, one commit: the connection is in auto-commit. */
    void insert(Connection connection, List<LoggedMessage> batch) throws SQLException {
        int count = batch.size();
        Long[] positions = new Long[count];
        String[] ids = new String[count];
        Short[] sources = new Short[count];
        Long[] micros = new Long[count];
        String[] types = new String[count];
        String[] controlIds = new String[count];
        byte[][] ordering = new byte[count][];
        byte[][] bodies = new byte[count][];
        for (int i = 0; i < count; i++) {
            Incoming message = batch.get(i).message();
            positions[i] = batch.get(i).position();
            ids[i] = message.id().value().toString();
            sources[i] = message.source();
            micros[i] = micros(message.receivedAt());
            types[i] = message.type();
            controlIds[i] = message.controlId();
            ordering[i] = message.ordering().toBytes();
            bodies[i] = message.body();
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(1, array(connection, "int8", positions));
            statement.setArray(2, array(connection, "text", ids));
            statement.setArray(3, array(connection, "int2", sources));
            statement.setArray(4, array(connection, "int8", micros));
            statement.setArray(5, array(connection, "text", types));
            statement.setArray(6, array(connection, "text", controlIds));
            statement.setArray(7, array(connection, "bytea", ordering));
            statement.setArray(8, array(connection, "bytea", bodies));
            statement.executeUpdate();
        }
    }

    /** The end of the log as this connection sees it; tells whether a broken commit took place. */
    long end(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select coalesce(max(position), 0) from messagelog.message");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private static Array array(Connection connection, String type, Object[] values)
            throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000L);
    }
}
