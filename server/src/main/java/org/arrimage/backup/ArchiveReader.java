// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.copy.RowsDigest;
import org.arrimage.copy.SequenceValue;
import org.arrimage.copy.Structure;
import org.arrimage.copy.Table;
import org.arrimage.copy.TableSink;
import org.arrimage.copy.TableSummary;
import org.arrimage.keys.ArchiveKeys;
import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads an archive from its beginning to its end, once. */
final class ArchiveReader implements AutoCloseable {
    /** The structure of some thousand partitions is a few megabytes of JSON. */
    private static final int LARGEST_JSON = 64 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final ArchiveHeader header;
    private final Chunks.In chunks;
    private final DataInputStream in;
    private final List<TableSummary> tables = new ArrayList<>();
    private final Landmarks landmarks;
    private final Structure structure;
    private @Nullable Table open;
    private RowsDigest digest = new RowsDigest();

    /**
     * Reads what comes before the rows.
     *
     * @param file from its first byte; closed with this reader
     * @throws ArchiveException if it is not an archive, or does not verify
     */
    ArchiveReader(InputStream file, ArchiveKeys keys) throws IOException {
        var plain = new DataInputStream(new BufferedInputStream(file, BUFFER_BYTES));
        var read = ArchiveHeader.read(plain);
        header = read.header();
        byte[] key = keys.unwrap(header.key(), ArchiveHeader.KEY_NAME);
        chunks = new Chunks.In(plain, key, read.digest(), read.bytes());
        in = new DataInputStream(chunks);
        landmarks = first(ArchiveWriter.LANDMARKS, Landmarks.class);
        structure = first(ArchiveWriter.STRUCTURE, Structure.class);
    }

    ArchiveHeader header() {
        return header;
    }

    Landmarks landmarks() {
        return landmarks;
    }

    Structure structure() {
        return structure;
    }

    /** What was read, once it was. */
    List<TableSummary> tables() {
        return List.copyOf(tables);
    }

    /** How many bytes of the file were read and verified. */
    long place() {
        return chunks.place();
    }

    /** Gives everything to {@code sink}, and checks each table's rows against what was written. */
    void copyTo(TableSink sink) throws IOException, SQLException {
        sink.structure(structure);
        try {
            while (true) {
                switch ((char) in.readByte()) {
                    case ArchiveWriter.OPEN -> {
                        Table table = json(Table.class);
                        open = table;
                        digest = new RowsDigest();
                        sink.open(table);
                    }
                    case ArchiveWriter.ROWS -> {
                        byte[] rows = bytes(ArchiveWriter.LARGEST_RECORD);
                        digest.update(rows, 0, rows.length);
                        sink.write(rows, 0, rows.length);
                    }
                    case ArchiveWriter.CLOSE -> closeTable(json(TableSummary.class), sink);
                    case ArchiveWriter.GONE -> sink.gone(json(Table.class));
                    case ArchiveWriter.SEQUENCES ->
                            sink.sequences(List.of(json(SequenceValue[].class)));
                    case ArchiveWriter.END -> {
                        expectNothingMore();
                        return;
                    }
                    default -> throw unexpected("a record of an unknown kind");
                }
            }
        } catch (EOFException cut) {
            throw unexpected("the end before the end record");
        }
    }

    private void closeTable(TableSummary written, TableSink sink) throws IOException, SQLException {
        if (open == null) {
            throw unexpected("the end of a table that is not open");
        }
        var read = digest.summary(open);
        if (!read.equals(written)) {
            throw unexpected("other rows of " + written.table() + " than were written");
        }
        tables.add(read);
        open = null;
        sink.close(read);
    }

    private void expectNothingMore() throws IOException {
        if (in.read() >= 0) {
            throw unexpected("something after the end record");
        }
    }

    private <T> T first(char record, Class<T> type) throws IOException {
        if ((char) in.readByte() != record) {
            throw unexpected("something else than record " + record);
        }
        return json(type);
    }

    private <T> T json(Class<T> type) throws IOException {
        return ArchiveWriter.JSON.readValue(bytes(LARGEST_JSON), type);
    }

    private byte[] bytes(int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw unexpected("a record of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Chunks that verify hold what was written: this tells of a fault of ours. */
    private ArchiveException unexpected(String what) {
        return new ArchiveException(
                ArchiveException.Kind.ALTERED,
                "The archive holds %s, before byte %d.".formatted(what, chunks.place()));
    }

    @Override
    public void close() throws IOException {
        chunks.close();
    }
}
