// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.copy.SequenceValue;
import org.arrimage.copy.Structure;
import org.arrimage.copy.Table;
import org.arrimage.copy.TableSink;
import org.arrimage.copy.TableSummary;

import tools.jackson.databind.json.JsonMapper;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a copy as a row of records in the chunks of an archive. Each record is one letter, the
 * length of what follows (4), and that: JSON, or the rows of the table that is open.
 */
final class ArchiveWriter implements TableSink, AutoCloseable {
    static final char LANDMARKS = 'L';
    static final char STRUCTURE = 'S';
    static final char OPEN = 'T';
    static final char ROWS = 'R';
    static final char CLOSE = 'C';
    static final char GONE = 'G';
    static final char SEQUENCES = 'Q';
    static final char END = 'E';

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** A row is cut in pieces of this size: the reader's memory is bounded whatever the row. */
    static final int LARGEST_RECORD = 256 << 10;

    private final Chunks.Out chunks;
    private final DataOutputStream out;
    private final List<TableSummary> tables = new ArrayList<>();

    /** Begins an archive with its header. */
    ArchiveWriter(DataOutputStream file, ArchiveHeader header, byte[] key) throws IOException {
        chunks = new Chunks.Out(file, key, header.write(file));
        out = new DataOutputStream(chunks);
    }

    void landmarks(Landmarks landmarks) throws IOException {
        json(LANDMARKS, landmarks);
    }

    @Override
    public void structure(Structure structure) throws IOException {
        json(STRUCTURE, structure);
    }

    @Override
    public void open(Table table) throws IOException {
        json(OPEN, table);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += LARGEST_RECORD) {
            int piece = Math.min(LARGEST_RECORD, length - done);
            out.writeByte(ROWS);
            out.writeInt(piece);
            out.write(bytes, offset + done, piece);
        }
    }

    @Override
    public void close(TableSummary summary) throws IOException {
        tables.add(summary);
        json(CLOSE, summary);
    }

    @Override
    public void gone(Table table) throws IOException {
        json(GONE, table);
    }

    @Override
    public void sequences(List<SequenceValue> values) throws IOException {
        json(SEQUENCES, values.toArray(SequenceValue[]::new));
    }

    /** Makes the archive whole; without it a reader sees that it was cut. */
    void finish() throws IOException {
        out.writeByte(END);
        out.flush();
        chunks.finish();
    }

    List<TableSummary> tables() {
        return List.copyOf(tables);
    }

    private void json(char record, Object value) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(value);
        out.writeByte(record);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void close() {
        chunks.close();
    }
}
