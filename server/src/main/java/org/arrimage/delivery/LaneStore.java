// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.backup.LanePosition;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.rulebook.Text;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The SQL of the lanes. */
@Repository
class LaneStore {

    /** Receipts, parked messages and positions: one statement, one commit. */
    private static final String SETTLE =
            """
            with receipts as (
                insert into delivery.receipt (lane, position, at, outcome, answered, attempts, sent)
                select lane, position, 'epoch'::timestamptz + micros * interval '1 microsecond',
                       'DELIVERED', answered, attempts, sent
                from unnest(?::integer[], ?::bigint[], ?::bigint[], ?::text[], ?::integer[],
                            ?::bytea[]) as r (lane, position, micros, answered, attempts, sent)
                on conflict (lane, position) do update
                    set at = excluded.at, outcome = excluded.outcome, answered = excluded.answered,
                        attempts = excluded.attempts, sent = excluded.sent
                returning 1),
            newly_parked as (
                insert into delivery.parked
                    (lane, position, since, ordering, code, reason_fr, reason_en)
                select lane, position, 'epoch'::timestamptz + micros * interval '1 microsecond',
                       ordering, code, reason_fr, reason_en
                from unnest(?::integer[], ?::bigint[], ?::bigint[], ?::bytea[], ?::text[],
                            ?::text[], ?::text[])
                    as p (lane, position, micros, ordering, code, reason_fr, reason_en)
                on conflict (lane, position) do update
                    set code = excluded.code, reason_fr = excluded.reason_fr,
                        reason_en = excluded.reason_en
                returning 1),
            released as (
                delete from delivery.parked
                using unnest(?::integer[], ?::bigint[]) as u (lane, position)
                where parked.lane = u.lane and parked.position = u.position
                returning 1)
            update delivery.lane set low_water = l.low_water, above = l.above
            from unnest(?::integer[], ?::bigint[], ?::bytea[]) as l (id, low_water, above)
            where lane.id = l.id
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Map<LaneId, Integer> ids = new ConcurrentHashMap<>();

    LaneStore(JdbcTemplate template, JdbcClient jdbc, InstantSource clock) {
        this.template = template;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The lane's position; a lane that is new begins after {@code end}. */
    Checkpoint open(LaneId lane, long end) {
        jdbc.sql(
                        """
                        insert into delivery.lane (route, asset, low_water, created_at)
                        values (?, ?, ?, ?) on conflict do nothing
                        """)
                .param(lane.route())
                .param(lane.asset())
                .param(end)
                .param(Timestamp.from(clock.instant()))
                .update();
        record Row(int id, Checkpoint checkpoint) {}
        Row row =
                jdbc.sql(
                                "select id, low_water, above from delivery.lane"
                                        + " where route = ? and asset = ?")
                        .param(lane.route())
                        .param(lane.asset())
                        .query((result, _) ->
                                new Row(
                                        result.getInt("id"),
                                        Checkpoint.decode(
                                                result.getLong("low_water"),
                                                result.getBytes("above"))))
                        .single();
        ids.put(lane, row.id());
        return row.checkpoint();
    }

    /** Every lane's low-water mark, as a connection sees it. */
    static List<LanePosition> positions(Connection connection) throws SQLException {
        List<LanePosition> lanes = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select route, asset, low_water from delivery.lane order by route,"
                                        + " asset");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                lanes.add(
                        new LanePosition(
                                rows.getString("route"),
                                rows.getString("asset"),
                                rows.getLong("low_water")));
            }
        }
        return lanes;
    }

    /** Settles everything up to a position; what is parked stays parked. */
    void skip(LaneId lane, long upTo) {
        jdbc.sql(
                        """
                        update delivery.lane set low_water = greatest(low_water, ?), above = ''
                        where route = ? and asset = ?
                        """)
                .param(upTo)
                .param(lane.route())
                .param(lane.asset())
                .update();
    }

    /** What a lane's parked messages block. */
    List<OrderingKeys> parkedKeys(LaneId lane) {
        return jdbc.sql("select ordering from delivery.parked where lane = ?")
                .param(number(lane))
                .query((row, _) -> OrderingKeys.fromBytes(row.getBytes("ordering")))
                .list();
    }

    long delivered(LaneId lane) {
        return jdbc.sql(
                        "select count(*) from delivery.receipt where lane = ? and outcome ="
                                + " 'DELIVERED'")
                .param(number(lane))
                .query(Long.class)
                .single();
    }

    void settle(List<Settled> batch, Map<LaneId, Checkpoint> positions) {
        long now = micros(clock.instant());
        Rows rows = new Rows();
        for (Settled settled : batch) {
            int lane = number(settled.lane().id());
            long position = settled.work().position();
            switch (settled.outcome()) {
                case Outcome.Delivered delivered ->
                        rows.delivered(lane, position, settled.work().attempts(), delivered);
                case Outcome.Parked parked -> rows.parked(lane, settled.work(), parked);
            }
            if (settled.work().unparked() && !(settled.outcome() instanceof Outcome.Parked)) {
                rows.releasedLanes.add(lane);
                rows.releasedPositions.add(position);
            }
        }
        template.execute((ConnectionCallback<Integer>) open -> write(open, rows, positions, now));
    }

    private int write(Connection open, Rows rows, Map<LaneId, Checkpoint> positions, long now)
            throws SQLException {
        List<Integer> lanes = new ArrayList<>();
        List<Long> lowWaters = new ArrayList<>();
        List<byte[]> aboves = new ArrayList<>();
        positions.forEach((lane, checkpoint) -> {
            lanes.add(number(lane));
            lowWaters.add(checkpoint.lowWater());
            aboves.add(checkpoint.encodeAbove());
        });
        try (PreparedStatement statement = open.prepareStatement(SETTLE)) {
            Parameters parameters = new Parameters(open, statement);
            parameters.add("int4", rows.lanes);
            parameters.add("int8", rows.positions);
            parameters.add("int8", java.util.Collections.nCopies(rows.lanes.size(), now));
            parameters.add("text", rows.answers);
            parameters.add("int4", rows.attempts);
            parameters.add("bytea", rows.sent, byte[][]::new);
            parameters.add("int4", rows.parkedLanes);
            parameters.add("int8", rows.parkedPositions);
            parameters.add("int8", java.util.Collections.nCopies(rows.parkedLanes.size(), now));
            parameters.add("bytea", rows.ordering, byte[][]::new);
            parameters.add("text", rows.codes);
            parameters.add("text", rows.french);
            parameters.add("text", rows.english);
            parameters.add("int4", rows.releasedLanes);
            parameters.add("int8", rows.releasedPositions);
            parameters.add("int4", lanes);
            parameters.add("int8", lowWaters);
            parameters.add("bytea", aboves, byte[][]::new);
            return statement.executeUpdate();
        }
    }

    /** The receipt of a request whose answer was relayed to the sender. */
    void relayed(
            LaneId lane,
            long position,
            String outcome,
            String answered,
            byte[] sent,
            byte[] answer) {
        jdbc.sql(
                        """
                        insert into delivery.receipt
                            (lane, position, at, outcome, answered, attempts, sent, answer)
                        values (?, ?, ?, ?, ?, 1, ?, ?) on conflict do nothing
                        """)
                .param(number(lane))
                .param(position)
                .param(Timestamp.from(clock.instant()))
                .param(outcome)
                .param(answered)
                .param(sent)
                .param(answer)
                .update();
    }

    /** Every parked message, the oldest first. */
    List<ParkedMessage> parked(int limit) {
        return jdbc.sql(
                        """
                        select l.route, l.asset, p.position, m.id, p.since, p.code, p.reason_fr,
                               p.reason_en
                        from delivery.parked p join delivery.lane l on l.id = p.lane
                             join messagelog.message m on m.position = p.position
                        order by p.since, p.position limit ?
                        """)
                .param(limit)
                .query((row, _) ->
                        new ParkedMessage(
                                new LaneId(row.getString("route"), row.getString("asset")),
                                row.getLong("position"),
                                row.getObject("id", java.util.UUID.class),
                                row.getTimestamp("since").toInstant(),
                                row.getString("code"),
                                new Text(row.getString("reason_fr"), row.getString("reason_en"))))
                .list();
    }

    /** The keys of one parked message. */
    Optional<OrderingKeys> parkedAt(LaneId lane, long position) {
        return jdbc.sql("select ordering from delivery.parked where lane = ? and position = ?")
                .param(number(lane))
                .param(position)
                .query((row, _) -> OrderingKeys.fromBytes(row.getBytes("ordering")))
                .optional();
    }

    /** A parked position and its keys. */
    record ParkedAt(long position, OrderingKeys keys) {}

    /** Everything parked in one lane, in order. */
    List<ParkedAt> parkedIn(LaneId lane) {
        return jdbc.sql(
                        "select position, ordering from delivery.parked where lane = ? order by"
                                + " position")
                .param(number(lane))
                .query((row, _) ->
                        new ParkedAt(
                                row.getLong("position"),
                                OrderingKeys.fromBytes(row.getBytes("ordering"))))
                .list();
    }

    /** What became of the given positions, at each lane that has a receipt or parked them. */
    List<Ending> endings(long fromPosition) {
        return jdbc.sql(
                        """
                        select l.route, l.asset, e.position, e.outcome, e.at
                        from (select lane, position, outcome, at from delivery.receipt
                              where position >= ?
                              union all
                              select lane, position, 'PARKED', since from delivery.parked
                              where position >= ?) e
                        join delivery.lane l on l.id = e.lane
                        """)
                .param(fromPosition)
                .param(fromPosition)
                .query((row, _) ->
                        new Ending(
                                new LaneId(row.getString("route"), row.getString("asset")),
                                row.getLong("position"),
                                row.getString("outcome"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    private int number(LaneId lane) {
        Integer number = ids.get(lane);
        if (number == null) {
            throw new IllegalStateException("lane " + lane + " was never opened");
        }
        return number;
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000L;
    }

    /** The columns of one settlement. */
    private static final class Rows {
        private final List<Integer> lanes = new ArrayList<>();
        private final List<Long> positions = new ArrayList<>();
        private final List<String> answers = new ArrayList<>();
        private final List<Integer> attempts = new ArrayList<>();
        private final List<byte[]> sent = new ArrayList<>();
        private final List<Integer> parkedLanes = new ArrayList<>();
        private final List<Long> parkedPositions = new ArrayList<>();
        private final List<byte[]> ordering = new ArrayList<>();
        private final List<String> codes = new ArrayList<>();
        private final List<String> french = new ArrayList<>();
        private final List<String> english = new ArrayList<>();
        private final List<Integer> releasedLanes = new ArrayList<>();
        private final List<Long> releasedPositions = new ArrayList<>();

        void delivered(int lane, long position, int tries, Outcome.Delivered delivered) {
            lanes.add(lane);
            positions.add(position);
            answers.add(delivered.answered());
            attempts.add(tries);
            sent.add(delivered.sent());
        }

        void parked(int lane, Work work, Outcome.Parked reason) {
            parkedLanes.add(lane);
            parkedPositions.add(work.position());
            ordering.add(work.keys().toBytes());
            codes.add(reason.code());
            french.add(reason.reason().fr());
            english.add(reason.reason().en());
        }
    }

    /** Sets array parameters one after the other. */
    private static final class Parameters {
        private final Connection connection;
        private final PreparedStatement statement;
        private int index = 1;

        Parameters(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        void add(String type, List<?> values) throws SQLException {
            add(type, values, Object[]::new);
        }

        <T> void add(String type, List<T> values, java.util.function.IntFunction<Object[]> array)
                throws SQLException {
            statement.setArray(
                    index++, connection.createArrayOf(type, values.toArray(array.apply(0))));
        }
    }
}
