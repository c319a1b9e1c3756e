// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

/** Keeps only what each table held; the rows themselves go nowhere. */
public final class Summaries implements TableSink {
    private final List<TableSummary> tables = new ArrayList<>();

    /** Reads a whole database and tells what each table holds. */
    public static List<TableSummary> of(DataSource database) throws SQLException, IOException {
        try (var snapshot = Snapshot.open(database)) {
            return of(snapshot);
        }
    }

    /** Reads all that a snapshot sees. */
    public static List<TableSummary> of(Snapshot snapshot) throws SQLException, IOException {
        var summaries = new Summaries();
        snapshot.copyTo(summaries);
        return summaries.tables();
    }

    /** What was seen, in the order of the structure. */
    public List<TableSummary> tables() {
        return List.copyOf(tables);
    }

    @Override
    public void structure(Structure structure) {
        tables.clear();
    }

    @Override
    public void open(Table table) {
        // The summary comes with close.
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        // The one who calls has counted them.
    }

    @Override
    public void close(TableSummary summary) {
        tables.add(summary);
    }

    @Override
    public void gone(Table table) {
        // It holds nothing any more.
    }

    @Override
    public void sequences(List<SequenceValue> values) {
        // They are compared by what they give out next, not here.
    }
}
