// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.rulebook.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** What the gate must remember: which definitions are live, and what was told. */
@Component
class GateStore {

    private final JdbcClient jdbc;

    GateStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean activated(String route, String version) {
        return jdbc.sql("select count(*) from gate.activation where route = ? and version = ?")
                        .param(route)
                        .param(version)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void activate(String route, String version, Instant at) {
        jdbc.sql(
                        """
                        insert into gate.activation (route, version, activated_at) values (?, ?, ?)
                        on conflict do nothing
                        """)
                .param(route)
                .param(version)
                .param(Timestamp.from(at))
                .update();
    }

    Optional<Told> told(String route) {
        return jdbc.sql("select state, count, since from gate.told where route = ?")
                .param(route)
                .query((row, number) ->
                        new Told(
                                State.valueOf(row.getString("state")),
                                row.getLong("count"),
                                row.getTimestamp("since").toInstant()))
                .optional();
    }

    void tell(String route, Told told) {
        jdbc.sql(
                        """
                        insert into gate.told (route, state, count, since) values (?, ?, ?, ?)
                        on conflict (route) do update set state = excluded.state,
                            count = excluded.count, since = excluded.since
                        """)
                .param(route)
                .param(told.state().name())
                .param(told.count())
                .param(Timestamp.from(told.since()))
                .update();
    }
}
