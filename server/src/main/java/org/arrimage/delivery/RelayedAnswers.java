// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.database.Partitions;
import org.arrimage.keys.DataKey;
import org.arrimage.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The answers that were relayed to senders, sealed, for one who asks the same again. */
@Repository
class RelayedAnswers {

    private final JdbcClient jdbc;
    private final Keys keys;
    private final InstantSource clock;
    private final Partitions partitions;

    RelayedAnswers(JdbcClient jdbc, Keys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
        this.partitions = new Partitions(jdbc, "delivery.relayed");
    }

    Partitions partitions() {
        return partitions;
    }

    /** Keeps what a destination answered to a request. */
    void keep(int lane, long position, RelayedAnswer relayed) {
        Instant now = clock.instant();
        int day = LaneStore.day(now);
        partitions.ensure(day);
        DataKey key = keys.current();
        byte[] sealed = key.seal(relayed.answer(), 0, relayed.answer().length, position);
        jdbc.sql(
                        "insert into "
                                + partitions.table(day)
                                + " (day, lane, position, at, outcome, answered, sent, key, sealed)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(day)
                .param(lane)
                .param(position)
                .param(Timestamp.from(now))
                .param(relayed.outcome())
                .param(relayed.answered())
                .param(relayed.sent())
                .param(key.id())
                .param(sealed)
                .update();
    }

    /** What a destination answered to the request at a position, when it answered. */
    Optional<RelayedAnswer> find(int lane, long position) {
        return jdbc.sql(
                        """
                        select outcome, answered, sent, key, sealed from delivery.relayed
                        where lane = ? and position = ? and outcome <> 'NO_ANSWER'
                        order by at desc limit 1
                        """)
                .param(lane)
                .param(position)
                .query((row, _) -> {
                    byte[] sealed = row.getBytes("sealed");
                    return new RelayedAnswer(
                            row.getString("outcome"),
                            row.getString("answered"),
                            row.getBytes("sent"),
                            keys.find(row.getInt("key"))
                                    .open(sealed, 0, sealed.length, position));
                })
                .optional();
    }

    /** What became of the requests from a position on. */
    List<Ending> endings(long fromPosition) {
        return jdbc.sql(
                        """
                        select l.route, l.asset, r.position, r.outcome, r.at
                        from delivery.relayed r join delivery.lane l on l.id = r.lane
                        where r.position >= ?
                        """)
                .param(fromPosition)
                .query((row, _) ->
                        new Ending(
                                new LaneId(row.getString("route"), row.getString("asset")),
                                row.getLong("position"),
                                row.getString("outcome"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
