// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.copy.Difference;
import org.arrimage.copy.Loader;
import org.arrimage.copy.SequenceValue;
import org.arrimage.copy.Structure;
import org.arrimage.copy.Summaries;
import org.arrimage.copy.Table;
import org.arrimage.copy.TableSink;
import org.arrimage.copy.TableSummary;
import org.arrimage.database.DatabaseSettings;
import org.arrimage.database.EmptyDatabase;
import org.arrimage.keys.ArchiveKeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Brings an archive back into an empty database, or only reads it through. */
final class Restore {
    private final ArchiveKeys keys;
    private final InstantSource clock;

    Restore(ArchiveKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What an archive holds, and what became of it.
     *
     * @param product version of the server that made it
     * @param madeAt the instant it shows
     * @param bytes of the archive
     * @param millis how long reading, or reading and restoring, took
     * @param landmarks the end of the log and the lanes' positions
     * @param tables what each table held
     * @param differences tables that the restored database holds otherwise; none is a good restore
     */
    record Report(
            String product,
            Instant madeAt,
            String postgres,
            List<ArchiveHeader.Schema> schemas,
            long bytes,
            long millis,
            Landmarks landmarks,
            List<TableSummary> tables,
            List<String> differences) {}

    /** Reads the whole archive and checks every chunk, every table's rows and the end. */
    Report verify(Path file) throws IOException, SQLException {
        long began = System.nanoTime();
        try (var reader = new ArchiveReader(Files.newInputStream(file), keys)) {
            reader.copyTo(new Nowhere());
            return report(reader, began, List.of());
        }
    }

    /**
     * Restores into the data folder's embedded PostgreSQL, or the named one. Nothing is there
     * before the whole archive is loaded, compared and brought to this server's version.
     */
    Report restore(Path file, DatabaseSettings settings, Path data)
            throws IOException, SQLException {
        long began = System.nanoTime();
        try (var reader = new ArchiveReader(Files.newInputStream(file), keys);
                var target = EmptyDatabase.open(settings, data)) {
            target.migrateTo(reader.structure().schemas());
            try (var loader = new Loader(target.source().getConnection())) {
                reader.copyTo(loader);
                loader.commit();
            }
            var differences = Difference.between(reader.tables(), Summaries.of(target.source()));
            if (differences.isEmpty()) {
                target.migrateToLatest();
                holdLanes(reader, target);
                target.keep();
            }
            return report(reader, began, differences.stream().map(Difference::toString).toList());
        }
    }

    private void holdLanes(ArchiveReader reader, EmptyDatabase target) throws SQLException {
        var like =
                new UndecidedLane(
                        "",
                        "",
                        0,
                        reader.landmarks().end(),
                        reader.header().madeAt(),
                        clock.instant());
        try (var connection = target.source().getConnection()) {
            connection.setAutoCommit(false);
            BackupStore.fill(connection, reader.landmarks().lanes(), like);
            connection.commit();
        }
    }

    private static Report report(ArchiveReader reader, long began, List<String> differences) {
        return new Report(
                reader.header().product(),
                reader.header().madeAt(),
                reader.header().postgres(),
                reader.header().schemas(),
                reader.place(),
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                reader.landmarks(),
                reader.tables(),
                differences);
    }

    /** Reading is the check. */
    private static final class Nowhere implements TableSink {
        @Override
        public void structure(Structure structure) {
            // Read.
        }

        @Override
        public void open(Table table) {
            // Read.
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            // Read.
        }

        @Override
        public void close(TableSummary summary) {
            // Read.
        }

        @Override
        public void gone(Table table) {
            // Read.
        }

        @Override
        public void sequences(List<SequenceValue> values) {
            // Read.
        }
    }
}
