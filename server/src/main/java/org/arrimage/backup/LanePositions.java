// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The lanes and the log, as this room sees them; whoever keeps the positions implements it. */
public interface LanePositions {

    /** Nothing of the log is dropped until the result is closed. */
    Keeping keepAll();

    /** Lets what is due be dropped again. */
    interface Keeping extends AutoCloseable {
        @Override
        void close();
    }

    /** The last position of the log as {@code connection} sees it; 0 while it is empty. */
    long end(Connection connection) throws SQLException;

    /** Every lane as {@code connection} sees it, by route and asset. */
    List<LanePosition> all(Connection connection) throws SQLException;

    /** How many messages for the lane lie after one position, up to another; at most. */
    long between(String route, String asset, long after, long upTo);

    /** Settles everything up to a position as not to be sent. The lane does not run meanwhile. */
    void skip(String route, String asset, long upTo);
}
