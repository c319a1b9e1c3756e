// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Where a copy goes. Called in this order: the structure; then, for each table that holds rows,
 * either {@code open}, {@code write} as often as needed and {@code close}, or {@code gone}; then
 * the sequences.
 */
public interface TableSink {
    void structure(Structure structure) throws IOException, SQLException;

    void open(Table table) throws IOException, SQLException;

    /** The next bytes of the open table, in the form of {@code COPY … (FORMAT binary)}. */
    void write(byte[] bytes, int offset, int length) throws IOException, SQLException;

    void close(TableSummary summary) throws IOException, SQLException;

    /** The table was dropped, by retention for instance, before its turn came. */
    void gone(Table table) throws IOException, SQLException;

    void sequences(List<SequenceValue> values) throws IOException, SQLException;
}
