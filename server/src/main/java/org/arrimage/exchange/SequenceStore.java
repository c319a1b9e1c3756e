// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Link;
import org.arrimage.hl7v2.SequenceNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.HexFormat;

/** The last sequence number accepted on each link. */
@Repository
class SequenceStore {

    private final JdbcClient jdbc;

    SequenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far a link is.
     *
     * @param number of the last message accepted
     * @param digest SHA-256 of that message, in hexadecimal; empty when none is known
     */
    record Mark(SequenceNumber number, String digest) {

        static final Mark NONE = new Mark(SequenceNumber.NONE, "");
    }

    Mark find(Link link) {
        return jdbc.sql(
                        "select last, digest from exchange.sequence where asset = ? and receive ="
                                + " ?")
                .param(link.asset())
                .param(link.receive())
                .query((row, _) ->
                        new Mark(
                                new SequenceNumber(row.getLong("last")),
                                HexFormat.of().formatHex(row.getBytes("digest"))))
                .optional()
                .orElse(Mark.NONE);
    }

    /** Durable when it returns. */
    void save(Link link, Mark mark) {
        jdbc.sql(
                        """
                        insert into exchange.sequence (asset, receive, last, digest)
                        values (?, ?, ?, ?)
                        on conflict (asset, receive) do update set last = excluded.last,
                            digest = excluded.digest
                        """)
                .param(link.asset())
                .param(link.receive())
                .param(mark.number().last())
                .param(HexFormat.of().parseHex(mark.digest()))
                .update();
    }
}
