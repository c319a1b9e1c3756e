// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The legal holds. A source may be under several at once, each for its own reason; what it sent is
 * kept until the last one is released. Who placed and who released each stays on record.
 */
@Repository
class Holds {

    /** The most in force at once: more is a mistake, not a procedure. */
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private static final RowMapper<Hold> HOLD =
            (row, _) ->
                    new Hold(
                            row.getInt("id"),
                            row.getString("asset"),
                            row.getTimestamp("placed_at").toInstant(),
                            row.getString("placed_by"),
                            row.getString("reason"));

    private final JdbcClient jdbc;
    private final Retention retention;
    private final InstantSource clock;

    Holds(JdbcClient jdbc, Retention retention, InstantSource clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    /** Those in force, the oldest first. */
    List<Hold> inForce() {
        return jdbc.sql(
                        """
                        select h.id, s.asset, h.placed_at, h.placed_by, h.reason
                        from messagelog.hold h join messagelog.source s on s.id = h.source
                        where h.released_at is null order by h.id
                        """)
                .query(HOLD)
                .list();
    }

    /**
     * Keeps all that an asset sent and will send. A pass of retention that runs ends first: once
     * this returns, nothing more of that asset goes.
     *
     * @return empty when the asset never sent anything here, nor has a door
     */
    Optional<Hold> place(String asset, String reason, String by) {
        try (Retention.Pause _ = retention.pause()) {
            Optional<Hold> placed =
                    jdbc.sql(
                                    """
                                    with placed as (
                                        insert into messagelog.hold
                                            (source, placed_at, placed_by, reason)
                                        select id, ?, ?, ? from messagelog.source where asset = ?
                                        returning id, placed_at, placed_by, reason)
                                    select *, ? as asset from placed
                                    """)
                            .param(Timestamp.from(clock.instant()))
                            .param(by)
                            .param(reason)
                            .param(asset)
                            .param(asset)
                            .query(HOLD)
                            .optional();
            placed.ifPresent(hold -> LOG.warn("Hold {} on {} placed by {}", hold.id(), asset, by));
            return placed;
        }
    }

    /**
     * Lets go: what no other hold covers and was kept for its days goes with the next pass of
     * retention.
     *
     * @return what was released; empty when no such hold is in force
     */
    Optional<Hold> release(int id, String by) {
        Optional<Hold> released =
                jdbc.sql(
                                """
                                update messagelog.hold h set released_at = ?, released_by = ?
                                from messagelog.source s
                                where h.id = ? and s.id = h.source and h.released_at is null
                                returning h.id, s.asset, h.placed_at, h.placed_by, h.reason
                                """)
                        .param(Timestamp.from(clock.instant()))
                        .param(by)
                        .param(id)
                        .query(HOLD)
                        .optional();
        released.ifPresent(hold -> LOG.warn("Hold {} on {} released by {}", id, hold.asset(), by));
        return released;
    }
}
