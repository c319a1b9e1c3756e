// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.backup.LanePosition;
import org.arrimage.database.Partitions;
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
import java.util.concurrent.ConcurrentHashMap;

/** The SQL of the lanes' positions and receipts. */
@Repository
class LaneStore {

    private static final String POSITIONS =
            """
            update delivery.lane set low_water = l.low_water, above = l.above, parked = l.parked
            from unnest(?::integer[], ?::bigint[], ?::bytea[], ?::bigint[])
                as l (id, low_water, above, parked)
            where lane.id = l.id
            """;

    private static final String REPLAY =
            """
            update delivery.replay set low_water = ?, above = ?, sent = ?, refused = ?, passed = ?
            where lane = ? and id = ?
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final ParkedStore parked;
    private final InstantSource clock;
    private final Partitions partitions;
    private final Map<LaneId, Integer> ids = new ConcurrentHashMap<>();

    LaneStore(JdbcTemplate template, JdbcClient jdbc, ParkedStore parked, InstantSource clock) {
        this.template = template;
        this.jdbc = jdbc;
        this.parked = parked;
        this.clock = clock;
        this.partitions = new Partitions(jdbc, "delivery.receipt");
    }

    /**
     * A lane's position and how many of its messages wait for a person, or {@link
     * LaneTracks#UNCOUNTED}.
     */
    record Stored(Checkpoint checkpoint, long parkedMessages) {}

    /**
     * The lane's position; a lane that is new begins after {@code end}.
     *
     * @param relay it only relays and has no position to keep
     */
    Stored open(LaneId lane, long end, boolean relay) {
        jdbc.sql(
                        """
                        insert into delivery.lane (route, asset, relay, low_water, created_at)
                        values (?, ?, ?, ?, ?)
                        on conflict (route, asset) do update set relay = excluded.relay
                        """)
                .param(lane.route())
                .param(lane.asset())
                .param(relay)
                .param(end)
                .param(Timestamp.from(clock.instant()))
                .update();
        record Row(int id, Stored stored) {}
        Row row =
                jdbc.sql(
                                "select id, low_water, above, parked from delivery.lane"
                                        + " where route = ? and asset = ?")
                        .param(lane.route())
                        .param(lane.asset())
                        .query((result, _) ->
                                new Row(
                                        result.getInt("id"),
                                        new Stored(
                                                Checkpoint.decode(
                                                        result.getLong("low_water"),
                                                        result.getBytes("above")),
                                                result.getLong("parked"))))
                        .single();
        ids.put(lane, row.id());
        return row.stored();
    }

    /** Every lane's low-water mark, as a connection sees it; those that only relay have none. */
    static List<LanePosition> positions(Connection connection) throws SQLException {
        List<LanePosition> lanes = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select route, asset, low_water from delivery.lane"
                                        + " where not relay order by route, asset");
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

    /**
     * Settles everything up to a position as not to be sent, and ends what was being released or
     * sent again; what is parked stays parked, with what comes behind it up to there. The lane is
     * not being read.
     */
    void skip(LaneId lane, long upTo) {
        jdbc.sql(
                        """
                        with skipped as (
                            update delivery.lane l
                            set low_water = greatest(low_water, ?), above = '',
                                parked = case when exists (
                                        select 1 from delivery.parked p
                                        where p.lane = l.id and p.state = 'PARKED')
                                    then ? else 0 end
                            where route = ? and asset = ? returning id),
                        released as (
                            delete from delivery.parked p using skipped s
                            where p.lane = s.id and p.state <> 'PARKED')
                        delete from delivery.replay r using skipped s where r.lane = s.id
                        """)
                .param(upTo)
                .param(LaneTracks.UNCOUNTED)
                .param(lane.route())
                .param(lane.asset())
                .update();
    }

    /** Writes what several lanes have to commit: one commit. */
    void settle(List<LaneCommit> commits) {
        Instant now = clock.instant();
        int day = day(now);
        partitions.ensure(day);
        boolean plain = commits.stream().allMatch(LaneCommit::plain);
        template.execute(
                (ConnectionCallback<Integer>)
                        open -> plain ? write(open, commits, now) : writeAll(open, commits, now));
    }

    /** The partition of a day's receipts. */
    static int day(Instant at) {
        return Math.toIntExact(Math.floorDiv(at.getEpochSecond(), 86_400L));
    }

    Partitions partitions() {
        return partitions;
    }

    /** Positions and receipts in one statement, one round trip. */
    private int write(Connection open, List<LaneCommit> commits, Instant now) throws SQLException {
        int[] lanes = new int[commits.size()];
        long[] lowWaters = new long[commits.size()];
        byte[][] aboves = new byte[commits.size()][];
        long[] parked = new long[commits.size()];
        ReceiptRows rows = new ReceiptRows();
        for (int i = 0; i < commits.size(); i++) {
            LaneCommit commit = commits.get(i);
            lanes[i] = number(commit.lane().id());
            lowWaters[i] = commit.main().lowWater();
            aboves[i] = commit.main().encodeAbove();
            parked[i] = commit.parkedMessages();
            rows.add(lanes[i], commit.lane().rules().version(), commit.receipts());
        }
        String sql =
                rows.isEmpty()
                        ? POSITIONS
                        : "with receipts as ("
                                + ReceiptRows.insert(partitions.table(day(now)))
                                + ") "
                                + POSITIONS;
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            int next = rows.isEmpty() ? 1 : rows.set(statement, day(now), now);
            statement.setObject(next, lanes);
            statement.setObject(next + 1, lowWaters);
            statement.setObject(next + 2, aboves);
            statement.setObject(next + 3, parked);
            return statement.executeUpdate();
        }
    }

    private int writeAll(Connection open, List<LaneCommit> commits, Instant now)
            throws SQLException {
        open.setAutoCommit(false);
        try {
            for (LaneCommit commit : commits) {
                int lane = number(commit.lane().id());
                for (LaneCommit.ParkedRow row : commit.parked()) {
                    parked.write(open, lane, row);
                }
                for (long gone : commit.gone()) {
                    delete(open, "delivery.parked", lane, gone);
                }
                for (LaneCommit.ReplayRow row : commit.replays()) {
                    writeReplay(open, lane, row);
                }
                for (long replayed : commit.replayed()) {
                    delete(open, "delivery.replay", lane, replayed);
                }
            }
            int written = write(open, commits, now);
            open.commit();
            return written;
        } catch (SQLException failure) {
            open.rollback();
            throw failure;
        } finally {
            open.setAutoCommit(true);
        }
    }

    private static void writeReplay(Connection open, int lane, LaneCommit.ReplayRow row)
            throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(REPLAY)) {
            statement.setLong(1, row.checkpoint().lowWater());
            statement.setBytes(2, row.checkpoint().encodeAbove());
            statement.setLong(3, row.counts().sent());
            statement.setLong(4, row.counts().refused());
            statement.setLong(5, row.counts().passed());
            statement.setInt(6, lane);
            statement.setLong(7, row.id());
            statement.executeUpdate();
        }
    }

    private static void delete(Connection open, String table, int lane, long id)
            throws SQLException {
        try (PreparedStatement statement =
                open.prepareStatement("delete from " + table + " where lane = ? and id = ?")) {
            statement.setInt(1, lane);
            statement.setLong(2, id);
            statement.executeUpdate();
        }
    }

    /** What became of the positions from one on, at each lane that has receipts of them. */
    List<Ending> endings(long fromPosition) {
        record Row(LaneId lane, Instant at, List<LaneCommit.Receipt> receipts) {}
        List<Ending> endings = new ArrayList<>();
        jdbc.sql(
                        """
                        select l.route, l.asset, r.at, r.first, r.entries
                        from delivery.receipt r join delivery.lane l on l.id = r.lane
                        where r.last >= ?
                        """)
                .param(fromPosition)
                .query((row, _) ->
                        new Row(
                                new LaneId(row.getString("route"), row.getString("asset")),
                                row.getTimestamp("at").toInstant(),
                                ReceiptCodec.decode(row.getBytes("entries"), row.getLong("first"))))
                .list()
                .forEach(row ->
                        row.receipts().stream()
                                .filter(receipt -> receipt.position() >= fromPosition)
                                .map(receipt ->
                                        new Ending(
                                                row.lane(),
                                                receipt.position(),
                                                receipt.delivered() ? "DELIVERED" : "REFUSED",
                                                row.at()))
                                .forEach(endings::add));
        return endings;
    }

    /** The lowest position that a lane which is not open may still have to read. */
    long needs(java.util.Collection<LaneId> open) {
        return jdbc
                .sql(
                        """
                        select l.route, l.asset, least(l.low_water + 1,
                            (select min(position) from delivery.parked where lane = l.id),
                            (select min(low_water) + 1 from delivery.replay where lane = l.id))
                        from delivery.lane l
                        where not l.relay
                        """)
                .query((row, _) ->
                        Map.entry(new LaneId(row.getString(1), row.getString(2)), row.getLong(3)))
                .list()
                .stream()
                .filter(each -> !open.contains(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    int number(LaneId lane) {
        Integer number = ids.get(lane);
        if (number == null) {
            throw new IllegalStateException("lane " + lane + " was never opened");
        }
        return number;
    }
}
