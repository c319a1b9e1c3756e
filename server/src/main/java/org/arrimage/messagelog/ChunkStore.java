// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.database.Partitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.List;
import java.util.Optional;

/** The SQL of large values. */
@Repository
class ChunkStore {

    private static final String PARENT = "messagelog.chunk";

    /** Those under a hold, and those whose messages are still where holds keep them. */
    private static final String KEPT_SOURCES =
            " (select source from messagelog.hold where released_at is null"
                    + " union select source from messagelog.block where bucket = "
                    + Bucket.HELD
                    + ")";

    private static final String BEGUN =
            """
            with begun as (insert into messagelog.arriving (body, bucket) values (:body, :bucket)
                           on conflict do nothing)
            """;

    private static final String FORGET =
            """
            with cut as (delete from messagelog.arriving where body = ? returning body)
            delete from messagelog.chunk where bucket = ? and body in (select body from cut)
            """;

    private final JdbcClient jdbc;
    private final Partitions partitions;

    ChunkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.partitions = new Partitions(jdbc, PARENT);
    }

    /**
     * One chunk.
     *
     * @param sealed compressed, then sealed
     */
    record Chunk(int bucket, long body, int number, short source, int key, byte[] sealed) {}

    /** What is stored of a chunk. */
    record Sealed(int key, byte[] bytes) {}

    long nextBody() {
        return jdbc.sql("select nextval('messagelog.body')").query(Long.class).single();
    }

    /** Several connections may ask at once; PostgreSQL would refuse one of them. */
    synchronized void ensure(int bucket) {
        partitions.ensure(bucket);
    }

    /**
     * Stores a chunk, durably; the first one makes its body known as arriving. May be called again
     * for the same chunk.
     *
     * <p>Not waiting for the disk would be safe, since the commit that records the message does and
     * PostgreSQL writes its log in order. But then that commit, and that of any message beside it,
     * would wait for all that large ones left unwritten: a second instead of milliseconds.
     */
    void insert(Chunk chunk) {
        String insert =
                (chunk.number() == 0 ? BEGUN : "")
                        + "insert into "
                        + partitions.table(chunk.bucket())
                        + " (bucket, body, number, source, key, sealed)"
                        + " values (:bucket, :body, :number, :source, :key, :sealed)"
                        + " on conflict do nothing";
        jdbc.sql(insert)
                .param("bucket", chunk.bucket())
                .param("body", chunk.body())
                .param("number", chunk.number())
                .param("source", chunk.source())
                .param("key", chunk.key())
                .param("sealed", chunk.sealed())
                .update();
    }

    /** A chunk, wherever it is by now: in its partition, or kept by a hold. */
    Optional<Sealed> find(int bucket, long body, int number) {
        return jdbc.sql(
                        """
                        select key, sealed from messagelog.chunk
                        where bucket in (?, ?) and body = ? and number = ? limit 1
                        """)
                .param(bucket)
                .param(Bucket.HELD)
                .param(body)
                .param(number)
                .query((row, _) -> new Sealed(row.getInt(1), row.getBytes(2)))
                .optional();
    }

    /** Deletes the chunks of a body that is still arriving; leaves that of a recorded message. */
    void forget(long body, int bucket) {
        jdbc.sql(FORGET).param(body).param(bucket).update();
    }

    /** Deletes the chunks of all bodies that are still arriving; returns how many bodies. */
    int forgetArriving() {
        record Arriving(long body, int bucket) {}
        List<Arriving> cut =
                jdbc.sql("select body, bucket from messagelog.arriving")
                        .query((row, _) -> new Arriving(row.getLong(1), row.getInt(2)))
                        .list();
        cut.forEach(each -> forget(each.body(), each.bucket()));
        return cut.size();
    }

    /** The partitions there are. */
    List<Integer> buckets() {
        return partitions.all();
    }

    /**
     * Drops a partition; what belongs to messages that holds keep is copied aside with the same
     * commit.
     *
     * @return false when someone reads it: to be tried again later
     */
    boolean drop(int bucket) {
        ensure(Bucket.HELD);
        return partitions.drop(
                bucket,
                "insert into "
                        + partitions.table(Bucket.HELD)
                        + " (bucket, body, number, source, key, sealed) select "
                        + Bucket.HELD
                        + ", body, number, source, key, sealed from "
                        + partitions.table(bucket)
                        + " where source in"
                        + KEPT_SOURCES);
    }

    /** Lets go of what belongs to no message that is kept aside. */
    void releaseHeld() {
        if (partitions.all().contains(Bucket.HELD)) {
            jdbc.sql(
                            "delete from "
                                    + partitions.table(Bucket.HELD)
                                    + " where source not in"
                                    + KEPT_SOURCES)
                    .update();
        }
    }
}
