// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.exchange.FragmentChains.Outcome.Kept;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Which places of the log hold the fragments of one message; the fragments are in the log. */
@Repository
class FragmentStore {

    private final JdbcClient jdbc;

    FragmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A message that came in fragments.
     *
     * @param chain position of its first fragment
     * @param asset who sends it
     * @param begun when the first one came
     * @param positions those that came, in their order
     * @param bytes of all that came
     * @param joined the whole is in the log
     */
    record Row(
            long chain,
            String asset,
            Instant begun,
            List<Long> positions,
            long bytes,
            boolean joined) {}

    /** Durable when it returns; the same again changes nothing. */
    void keep(String asset, Kept kept, long position, int bytes) {
        jdbc.sql(
                        """
                        insert into exchange.fragment (chain, nth, position, asset, begun, bytes)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .param(kept.chain())
                .param(kept.nth())
                .param(position)
                .param(asset)
                .param(Timestamp.from(kept.begun()))
                .param(bytes)
                .update();
    }

    void joined(long chain) {
        jdbc.sql("update exchange.fragment set joined = true where chain = ?")
                .param(chain)
                .update();
    }

    void forget(long chain) {
        jdbc.sql("delete from exchange.fragment where chain = ?").param(chain).update();
    }

    /** Every message that is remembered, the oldest first. */
    List<Row> all() {
        return jdbc.sql(
                        """
                        select chain, min(asset) as asset, min(begun) as begun,
                               array_agg(position order by nth) as positions,
                               sum(bytes) as bytes, bool_or(joined) as joined
                        from exchange.fragment group by chain order by min(begun), chain
                        """)
                .query((row, _) ->
                        new Row(
                                row.getLong("chain"),
                                row.getString("asset"),
                                row.getTimestamp("begun").toInstant(),
                                List.of((Long[]) row.getArray("positions").getArray()),
                                row.getLong("bytes"),
                                row.getBoolean("joined")))
                .list();
    }
}
