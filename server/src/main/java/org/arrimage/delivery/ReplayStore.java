// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;

/** The SQL of replays. */
@Repository
class ReplayStore {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ReplayStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Notes that a person wants messages sent again; returns the replay's number. */
    long begin(int lane, long from, long to, String by) {
        return jdbc.sql(
                        """
                        insert into delivery.replay (lane, id, asked_at, asked_by, until, low_water)
                        select ?, coalesce(max(id), 0) + 1, ?, ?, ?, ?
                        from delivery.replay where lane = ?
                        returning id
                        """)
                .param(lane)
                .param(Timestamp.from(clock.instant()))
                .param(by)
                .param(to)
                .param(from - 1)
                .param(lane)
                .query(Long.class)
                .single();
    }

    /** The replays of a lane that are not done. */
    List<Track> in(int lane) {
        return jdbc.sql("select * from delivery.replay where lane = ? order by id")
                .param(lane)
                .query((row, _) -> {
                    Track track =
                            new Track(
                                    Track.Kind.REPLAY,
                                    row.getLong("id"),
                                    Checkpoint.decode(
                                            row.getLong("low_water"), row.getBytes("above")),
                                    row.getLong("until"));
                    track.restore(
                            new Track.Counts(
                                    row.getLong("sent"),
                                    row.getLong("refused"),
                                    row.getLong("passed")));
                    return track;
                })
                .list();
    }
}
