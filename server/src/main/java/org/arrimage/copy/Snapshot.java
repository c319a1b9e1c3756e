// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Everything as of one instant, while others go on writing. One transaction keeps the instant
 * ({@code pg_export_snapshot}) and holds no lock on the tables that it lists; each table is read in
 * a short transaction of its own on the same snapshot. So retention, which drops partitions, never
 * waits for more than one table, and nobody waits behind it. Takes two connections.
 */
public final class Snapshot implements AutoCloseable {
    private static final String UNDEFINED_TABLE = "42P01";

    private final DataSource database;
    private final Connection keeper;
    private final String id;
    private final Structure structure;

    private Snapshot(DataSource database, Connection keeper) throws SQLException {
        this.database = database;
        this.keeper = keeper;
        begin(keeper);
        // The transaction is idle while tables are read, for as long as that takes.
        Sql.run(keeper, "set local idle_in_transaction_session_timeout = 0");
        try (var sql = keeper.createStatement();
                var row = sql.executeQuery("select pg_export_snapshot()")) {
            row.next();
            id = row.getString(1);
        }
        structure = Catalogue.structure(keeper);
    }

    /** Fixes the instant. */
    public static Snapshot open(DataSource database) throws SQLException {
        var connection = database.getConnection();
        try {
            return new Snapshot(database, connection);
        } catch (SQLException | RuntimeException failure) {
            end(connection);
            throw failure;
        }
    }

    /** A question that a connection answers. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks on a connection that sees what the snapshot sees, and keeps no lock afterwards. */
    public <T> T ask(Question<T> question) throws SQLException {
        var connection = database.getConnection();
        try {
            begin(connection);
            Sql.run(connection, "set transaction snapshot '" + id + "'");
            return question.ask(connection);
        } finally {
            end(connection);
        }
    }

    /** What there is to copy. */
    public Structure structure() {
        return structure;
    }

    /** Reads all tables, one after the other, into {@code sink}. */
    public void copyTo(TableSink sink) throws SQLException, IOException {
        sink.structure(structure);
        var connection = database.getConnection();
        try {
            for (Table table : structure.leaves()) {
                begin(connection);
                Sql.run(connection, "set transaction snapshot '" + id + "'");
                Sql.run(connection, "set local statement_timeout = 0");
                copy(connection, table, sink);
                connection.rollback();
            }
        } finally {
            end(connection);
        }
        // Read last: a sequence that ran ahead of the snapshot only leaves a gap.
        sink.sequences(Catalogue.sequences(keeper));
    }

    private static void copy(Connection connection, Table table, TableSink sink)
            throws SQLException, IOException {
        var rows = started(connection, table);
        if (rows == null) {
            sink.gone(table);
            return;
        }
        var digest = new RowsDigest();
        sink.open(table);
        try {
            for (var bytes = rows.readFromCopy(); bytes != null; bytes = rows.readFromCopy()) {
                digest.update(bytes, 0, bytes.length);
                sink.write(bytes, 0, bytes.length);
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
        sink.close(digest.summary(table));
    }

    private static @Nullable CopyOut started(Connection connection, Table table)
            throws SQLException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "copy %s %s to stdout (format binary)"
                                    .formatted(table.qualified(), table.columnList()));
        } catch (SQLException failure) {
            if (UNDEFINED_TABLE.equals(failure.getSQLState())) {
                return null;
            }
            throw failure;
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    private static void end(Connection connection) throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        end(keeper);
    }
}
