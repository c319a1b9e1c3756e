// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.database.Partitions;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.LongStream;

/** The SQL of the log. */
@Repository
class LogStore {

    private static final String PARENT = "messagelog.block";

    private static final long[] NO_BODIES = {};

    /** In one statement with the block, so that its large values are recorded with it. */
    private static final String ARRIVED =
            "with arrived as (delete from messagelog.arriving where body = any(?)) ";

    private static final String ROW_COLUMNS = " (bucket, source, first, last, key, stubs, sealed)";

    private static final String COLUMNS =
            "select bucket, source, first, last, key, stubs, sealed from ";

    /** A block of one large message; a full one of small messages is half of it at most. */
    private static final int LARGE_BYTES = 2 * LogWriter.BLOCK_BYTES;

    /** Several blocks at once, of which none is large: those come when it is their turn. */
    private static final String COLUMNS_BUT_LARGE =
            "select bucket, source, first, last, key, stubs, case when octet_length(sealed) <= "
                    + LARGE_BYTES
                    + " then sealed else '' end from ";

    private static final String HELD_SOURCES =
            " (select source from messagelog.hold where released_at is null)";

    private static final RowMapper<Block> BLOCK =
            (row, _) ->
                    new Block(
                            row.getInt(1),
                            row.getShort(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getInt(5),
                            row.getBytes(6),
                            row.getBytes(7),
                            NO_BODIES);

    private final JdbcClient jdbc;
    private final Partitions partitions;

    LogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.partitions = new Partitions(jdbc, PARENT);
    }

    Partitions partitions() {
        return partitions;
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

    /** The assets that ever sent, by the log's number. */
    Map<Short, String> sources() {
        return jdbc
                .sql("select id, asset from messagelog.source")
                .query((row, _) -> Map.entry(row.getShort(1), row.getString(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The last position that a connection sees; 0 while the log is empty. */
    static long end(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select coalesce(max(last), 0) from " + PARENT);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** First and last position of a partition; empty when it holds nothing. */
    Optional<Segment> segment(int bucket) {
        return jdbc.sql("select min(first), max(last) from " + partitions.table(bucket))
                .query((row, _) -> new Segment(bucket, row.getLong(1), row.getLong(2)))
                .optional()
                .filter(found -> found.last() > 0);
    }

    /** How many messages of a source follow a position, up to an end of the log. */
    long count(int bucket, long position, long upTo, short source) {
        return jdbc.sql(
                        "select coalesce(sum(last - greatest(first, ? + 1) + 1), 0) from "
                                + partitions.table(bucket)
                                + " where source = ? and last > ? and last <= ?")
                .param(position)
                .param(source)
                .param(position)
                .param(upTo)
                .query(Long.class)
                .single();
    }

    /** Blocks of a source in one partition that reach past {@code position}, in order. */
    List<Block> after(int bucket, long position, long upTo, short source, int most) {
        return jdbc.sql(
                        COLUMNS_BUT_LARGE
                                + partitions.table(bucket)
                                + " where source = ? and last > ? and last <= ?"
                                + " order by last limit ?")
                .param(source)
                .param(position)
                .param(upTo)
                .param(most)
                .query(BLOCK)
                .list();
    }

    /** A block whose sealed bytes were left in the database, with them. */
    Block whole(Block left) {
        return jdbc.sql(COLUMNS + partitions.table(left.bucket()) + " where last = ?")
                .param(left.last())
                .query(BLOCK)
                .single();
    }

    /** The block of one partition that holds a position. */
    Optional<Block> at(int bucket, long position) {
        return jdbc.sql(
                        COLUMNS
                                + partitions.table(bucket)
                                + " where last >= ? order by last limit 1")
                .param(position)
                .query(BLOCK)
                .optional()
                .filter(block -> block.first() <= position);
    }

    /** The newest blocks of one partition that lie before a position, newest first. */
    List<Block> latest(int bucket, long before, int most) {
        return jdbc.sql(
                        COLUMNS_BUT_LARGE
                                + partitions.table(bucket)
                                + " where last < ? order by last desc limit ?")
                .param(before)
                .param(most)
                .query(BLOCK)
                .list();
    }

    /** The stubs of one partition from a position on, in order, with the position of the first. */
    void stubs(int bucket, long from, ObjLongConsumer<List<Stub>> each) {
        jdbc.sql(
                        "select first, stubs from "
                                + partitions.table(bucket)
                                + " where last >= ? order by last")
                .param(from)
                .query((ResultSet row) ->
                        each.accept(Stub.decode(row.getBytes(2)), row.getLong(1)));
    }

    /** One statement, one round trip, one commit: the connection is in auto-commit. */
    void insert(Connection connection, List<Block> blocks) throws SQLException {
        if (blocks.size() == 1 && blocks.getFirst().bodies().length == 0) {
            insertOne(connection, blocks.getFirst());
        } else {
            insertSeveral(connection, blocks);
        }
    }

    private void insertOne(Connection connection, Block block) throws SQLException {
        String insert =
                "insert into "
                        + partitions.table(block.bucket())
                        + ROW_COLUMNS
                        + " values (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setInt(1, block.bucket());
            statement.setShort(2, block.source());
            statement.setLong(3, block.first());
            statement.setLong(4, block.last());
            statement.setInt(5, block.key());
            statement.setBytes(6, block.stubs());
            statement.setBytes(7, block.sealed());
            statement.executeUpdate();
        }
    }

    private void insertSeveral(Connection connection, List<Block> blocks) throws SQLException {
        boolean onePartition = blocks.stream().mapToInt(Block::bucket).distinct().count() == 1;
        String table = onePartition ? partitions.table(blocks.getFirst().bucket()) : PARENT;
        int count = blocks.size();
        int[] buckets = new int[count];
        short[] sources = new short[count];
        long[] firsts = new long[count];
        long[] lasts = new long[count];
        int[] keys = new int[count];
        byte[][] stubs = new byte[count][];
        byte[][] sealed = new byte[count][];
        for (int i = 0; i < count; i++) {
            Block block = blocks.get(i);
            buckets[i] = block.bucket();
            sources[i] = block.source();
            firsts[i] = block.first();
            lasts[i] = block.last();
            keys[i] = block.key();
            stubs[i] = block.stubs();
            sealed[i] = block.sealed();
        }
        long[] bodies = bodies(blocks);
        int arrived = bodies.length == 0 ? 0 : 1;
        String insert =
                (arrived == 0 ? "" : ARRIVED)
                        + "insert into "
                        + table
                        + ROW_COLUMNS
                        + " select * from unnest(?::integer[], ?::smallint[], ?::bigint[],"
                        + " ?::bigint[], ?::integer[], ?::bytea[], ?::bytea[])";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            if (arrived > 0) {
                statement.setObject(1, bodies);
            }
            statement.setObject(arrived + 1, buckets);
            statement.setObject(arrived + 2, sources);
            statement.setObject(arrived + 3, firsts);
            statement.setObject(arrived + 4, lasts);
            statement.setObject(arrived + 5, keys);
            statement.setObject(arrived + 6, stubs);
            statement.setObject(arrived + 7, sealed);
            statement.executeUpdate();
        }
    }

    private static long[] bodies(List<Block> blocks) {
        return blocks.stream().flatMapToLong(each -> LongStream.of(each.bodies())).toArray();
    }

    /** Whether a block is there; tells whether a commit whose answer was lost took place. */
    boolean holds(Connection connection, Block block) throws SQLException {
        String select =
                "select 1 from " + partitions.table(block.bucket()) + " where last = ? limit 1";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setLong(1, block.last());
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /**
     * Drops a partition; what holds cover is copied aside with the same commit.
     *
     * @return false when someone reads it: to be tried again later
     */
    boolean drop(int bucket) {
        if (!anyHold()) {
            return partitions.drop(bucket);
        }
        partitions.ensure(Bucket.HELD);
        return partitions.drop(
                bucket,
                "insert into "
                        + partitions.table(Bucket.HELD)
                        + ROW_COLUMNS
                        + " select "
                        + Bucket.HELD
                        + ", source, first, last, key, stubs, sealed from "
                        + partitions.table(bucket)
                        + " where source in"
                        + HELD_SOURCES);
    }

    private boolean anyHold() {
        return jdbc.sql("select exists" + HELD_SOURCES).query(Boolean.class).single();
    }

    /** Lets go of what no hold covers any more, up to a position that something still reads. */
    void releaseHeld(long floor) {
        jdbc.sql(
                        "delete from "
                                + partitions.table(Bucket.HELD)
                                + " where last < ? and source not in"
                                + HELD_SOURCES)
                .param(floor)
                .update();
    }
}
