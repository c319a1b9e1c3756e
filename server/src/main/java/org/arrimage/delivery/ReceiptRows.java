// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.delivery.LaneCommit.Receipt;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of {@code delivery.receipt} that one settlement adds: one a lane, several when old
 * positions end together with new ones, so that each row spans few positions and is found by them.
 */
final class ReceiptRows {

    /** A row spans fewer positions than this: a search looks no further. */
    static final long SPAN = 1 << 16;

    private final List<Integer> lanes = new ArrayList<>(1);
    private final List<Long> firsts = new ArrayList<>(1);
    private final List<Long> lasts = new ArrayList<>(1);
    private final List<byte[]> versions = new ArrayList<>(1);
    private final List<byte[]> entries = new ArrayList<>(1);

    static String insert(String table) {
        return "insert into "
                + table
                + " (day, lane, first, last, at, version, entries)"
                + " select ?, lane, first, last, ?, version, entries"
                + " from unnest(?::integer[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bytea[])"
                + " as r (lane, first, last, version, entries)";
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    void add(int lane, byte[] version, List<Receipt> receipts) {
        List<Receipt> ordered = new ArrayList<>(receipts);
        Collections.sort(ordered, Comparator.comparingLong(Receipt::position));
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            if (to == ordered.size()
                    || ordered.get(to).position() - ordered.get(from).position() >= SPAN) {
                row(lane, version, ordered.subList(from, to));
                from = to;
            }
        }
    }

    private void row(int lane, byte[] version, List<Receipt> receipts) {
        long first = receipts.getFirst().position();
        lanes.add(lane);
        firsts.add(first);
        lasts.add(receipts.getLast().position());
        versions.add(version);
        entries.add(ReceiptCodec.encode(receipts, first));
    }

    /** Sets the parameters of {@link #insert}; returns the index after the last. */
    int set(PreparedStatement statement, int day, Instant now) throws SQLException {
        statement.setInt(1, day);
        statement.setTimestamp(2, Timestamp.from(now));
        statement.setObject(3, lanes.stream().mapToInt(Integer::intValue).toArray());
        statement.setObject(4, firsts.stream().mapToLong(Long::longValue).toArray());
        statement.setObject(5, lasts.stream().mapToLong(Long::longValue).toArray());
        statement.setObject(6, versions.toArray(byte[][]::new));
        statement.setObject(7, entries.toArray(byte[][]::new));
        return 8;
    }
}
