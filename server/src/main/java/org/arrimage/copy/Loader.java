// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a copy into a database whose schemas were migrated to the copy's versions and hold nothing
 * worth keeping. Everything is one transaction, ended by {@link #commit}: a load that is cut leaves
 * the database as it was.
 */
public final class Loader implements TableSink, AutoCloseable {
    private final Connection connection;
    private Map<String, Table> here = new LinkedHashMap<>();
    private final List<TableSummary> loaded = new ArrayList<>();
    private @Nullable CopyIn open;

    /**
     * Begins.
     *
     * @param connection to the target; the loader closes it
     */
    public Loader(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        Sql.run(connection, "set local idle_in_transaction_session_timeout = 0");
        Sql.run(connection, "set local statement_timeout = 0");
    }

    /** Makes the partitions that were made at run time, drops others, and empties every table. */
    @Override
    public void structure(Structure copied) throws SQLException {
        Structure target = Catalogue.structure(connection);
        expectSameVersions(copied, target);
        here = byName(target);
        Map<String, Table> wanted = byName(copied);
        for (Table table : target.tables()) {
            boolean stillThere = byName(Catalogue.structure(connection)).containsKey(name(table));
            if (table.partition().isPresent() && !wanted.containsKey(name(table)) && stillThere) {
                Sql.run(connection, "drop table " + table.qualified());
            }
        }
        for (Table table : copied.tables()) {
            if (!here.containsKey(name(table))) {
                make(table);
            }
        }
        here = byName(Catalogue.structure(connection));
        copied.tables().forEach(this::expectSameColumns);
        empty();
        switchTriggers("disable");
    }

    private static void expectSameVersions(Structure copied, Structure target) {
        if (!copied.schemas().equals(target.schemas())) {
            throw new CopyException(
                    "The copy was made of schemas at %s, and the target is at %s."
                            .formatted(copied.schemas(), target.schemas()));
        }
    }

    private void make(Table table) throws SQLException {
        var partition =
                table.partition()
                        .orElseThrow(() ->
                                new CopyException(
                                        "No migration makes the table %s, and it is no partition."
                                                .formatted(table.label())));
        var statement = new StringBuilder("create table ");
        statement
                .append(table.qualified())
                .append(" partition of ")
                .append(partition.parent())
                .append(' ')
                .append(partition.bound());
        if (!partition.key().isEmpty()) {
            statement.append(" partition by ").append(partition.key());
        }
        if (!table.options().isEmpty()) {
            statement.append(" with (").append(String.join(", ", table.options())).append(')');
        }
        Sql.run(connection, statement.toString());
    }

    private void expectSameColumns(Table copied) {
        Table table = here.get(name(copied));
        if (table == null || !table.columns().containsAll(copied.columns())) {
            throw new CopyException(
                    "The table %s of the copy has the columns %s, and the target's has %s."
                            .formatted(
                                    copied.label(),
                                    copied.columns(),
                                    table == null ? "none" : table.columns()));
        }
    }

    /** Also what migrations put in: the copy has it, as it was changed since. */
    private void empty() throws SQLException {
        if (!here.isEmpty()) {
            Sql.run(
                    connection,
                    "truncate "
                            + String.join(
                                    ", ", here.values().stream().map(Table::qualified).toList()));
        }
    }

    /** What triggers do was done when the rows were first written. */
    private void switchTriggers(String word) throws SQLException {
        for (Table table : here.values()) {
            Sql.run(connection, "alter table " + table.qualified() + " " + word + " trigger user");
        }
    }

    @Override
    public void open(Table table) throws SQLException {
        open =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy %s %s from stdin (format binary)"
                                        .formatted(table.qualified(), table.columnList()));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws SQLException {
        opened().writeToCopy(bytes, offset, length);
    }

    @Override
    public void close(TableSummary summary) throws SQLException, IOException {
        long rows = opened().endCopy();
        open = null;
        if (rows != summary.rows()) {
            throw new IOException(
                    "%s: %d rows were given and PostgreSQL took %d"
                            .formatted(summary.table(), summary.rows(), rows));
        }
        loaded.add(summary);
    }

    /** What was loaded, as the one who read it summed it up. */
    public List<TableSummary> loaded() {
        return List.copyOf(loaded);
    }

    private CopyIn opened() {
        if (open == null) {
            throw new IllegalStateException("no table is open");
        }
        return open;
    }

    @Override
    public void gone(Table table) {
        // It stays empty; retention drops it here as it did there.
    }

    @Override
    public void sequences(List<SequenceValue> values) throws SQLException {
        try (var set = connection.prepareStatement("select setval(?::text::regclass, ?, ?)")) {
            for (SequenceValue value : values) {
                set.setString(1, Sql.name(value.schema(), value.name()));
                set.setLong(2, value.last());
                set.setBoolean(3, value.called());
                set.execute();
            }
        }
    }

    /** Makes the load durable, once the copy has ended. */
    public void commit() throws SQLException {
        switchTriggers("enable");
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (open != null && open.isActive()) {
                open.cancelCopy();
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Map<String, Table> byName(Structure structure) {
        Map<String, Table> tables = new LinkedHashMap<>();
        structure.tables().forEach(table -> tables.put(name(table), table));
        return tables;
    }

    private static String name(Table table) {
        return table.qualified();
    }
}
