// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.backup.LanePosition;
import org.arrimage.backup.LanePositions;
import org.arrimage.messagelog.MessageLog;
import org.arrimage.messagelog.Retention;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells the backup where the log ends and how far each lane has read it. */
@Component
final class KnownPositions implements LanePositions {
    private final MessageLog log;
    private final Lanes lanes;
    private final LaneStore store;
    private final Retention retention;

    KnownPositions(MessageLog log, Lanes lanes, LaneStore store, Retention retention) {
        this.log = log;
        this.lanes = lanes;
        this.store = store;
        this.retention = retention;
    }

    @Override
    public Keeping keepAll() {
        return retention.pause()::close;
    }

    @Override
    public long end(Connection connection) throws SQLException {
        return log.end(connection);
    }

    @Override
    public List<LanePosition> all(Connection connection) throws SQLException {
        return LaneStore.positions(connection);
    }

    /** While the route is not activated its source is not known here: then all sources count. */
    @Override
    public long between(String route, String asset, long after, long upTo) {
        return lanes.between(new LaneId(route, asset), after, upTo)
                .orElse(Math.max(0, upTo - after));
    }

    @Override
    public void skip(String route, String asset, long upTo) {
        store.skip(new LaneId(route, asset), upTo);
    }
}
