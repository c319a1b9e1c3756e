// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.kernel.MessageId;
import org.arrimage.rulebook.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that were refused at the door: kept as they came, listed without their content, replayed on
 * request.
 */
@Repository
public class Quarantine {

    /** The most frames kept. */
    public static final int MOST = 10_000;

    private static final int PRUNED_EVERY = 100;

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final InstantSource clock;
    private final AtomicLong kept = new AtomicLong();

    Quarantine(JdbcClient jdbc, Sealing sealing, InstantSource clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.clock = clock;
    }

    /**
     * Why and whence bytes were refused; holds no content of the message.
     *
     * @param source the asset whose link they came by
     * @param peer address and port of the other end
     * @param code stable code of the reason
     * @param location where in the message or frame
     * @param reason what happened and what to do
     * @param truncated only the first part was kept
     */
    public record Refusal(
            String source,
            String peer,
            String code,
            String location,
            Text reason,
            boolean truncated) {}

    /** One refused frame in the list. */
    public record Item(UUID id, java.time.Instant at, int bytes, Refusal refusal) {}

    /**
     * Keeps refused bytes; durable when it returns. Beyond {@value #MOST} frames the oldest go: a
     * sender that sends nothing but garbage must not fill the disk.
     */
    public void keep(MessageId id, Refusal refusal, byte[] bytes) {
        if (kept.incrementAndGet() % PRUNED_EVERY == 0) {
            prune();
        }
        Sealing.Sealer sealer = sealing.sealer();
        jdbc.sql(
                        """
                        insert into messagelog.quarantine (id, source, peer, received_at, code,
                            location, reason_fr, reason_en, truncated, size, key, sealed)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(id.value())
                .param(refusal.source())
                .param(refusal.peer())
                .param(java.sql.Timestamp.from(clock.instant()))
                .param(refusal.code())
                .param(refusal.location())
                .param(refusal.reason().fr())
                .param(refusal.reason().en())
                .param(refusal.truncated())
                .param(bytes.length)
                .param(sealer.key())
                .param(sealer.seal(bytes, bytes.length, context(id.value())))
                .update();
    }

    private static long context(UUID id) {
        return id.getLeastSignificantBits();
    }

    private void prune() {
        jdbc.sql(
                        """
                        delete from messagelog.quarantine where id in (
                            select id from messagelog.quarantine
                            order by received_at desc, id desc offset ?)
                        """)
                .param(MOST)
                .update();
    }

    /** The newest refused frames, newest first. */
    public List<Item> latest(int limit) {
        return jdbc.sql(
                        """
                        select id, source, peer, received_at, code, location, reason_fr, reason_en,
                               truncated, size
                        from messagelog.quarantine order by received_at desc, id desc limit ?
                        """)
                .param(limit)
                .query((row, _) ->
                        new Item(
                                row.getObject("id", UUID.class),
                                row.getTimestamp("received_at").toInstant(),
                                row.getInt("size"),
                                new Refusal(
                                        row.getString("source"),
                                        row.getString("peer"),
                                        row.getString("code"),
                                        row.getString("location"),
                                        new Text(
                                                row.getString("reason_fr"),
                                                row.getString("reason_en")),
                                        row.getBoolean("truncated"))))
                .list();
    }

    /** The bytes as they came, with the asset whose link they came by. */
    public Optional<Kept> find(UUID id) {
        return jdbc.sql(
                        """
                        select source, key, sealed, not truncated and code <> 'FRAME_TRUNCATED'
                        from messagelog.quarantine where id = ?
                        """)
                .param(id)
                .query((row, _) ->
                        new Kept(
                                row.getString("source"),
                                sealing.open(
                                        row.getInt("key"), row.getBytes("sealed"), context(id)),
                                row.getBoolean(4)))
                .optional();
    }

    /**
     * Refused bytes and the asset whose link they came by.
     *
     * @param whole they are all of the message, not its beginning
     */
    public record Kept(String source, byte[] bytes, boolean whole) {}

    /** How many refused frames are kept. */
    public long count() {
        return jdbc.sql("select count(*) from messagelog.quarantine").query(Long.class).single();
    }

    /** Forgets bytes that were replayed with success. */
    public void release(UUID id) {
        jdbc.sql("delete from messagelog.quarantine where id = ?").param(id).update();
    }
}
