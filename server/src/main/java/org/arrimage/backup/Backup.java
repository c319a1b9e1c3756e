// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.copy.Snapshot;
import org.arrimage.copy.Structure;
import org.arrimage.copy.TableSummary;
import org.arrimage.keys.ArchiveKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

/** Writes the whole of what the server stores, as of one instant, while it goes on. */
@Component
class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataSource source;
    private final ArchiveKeys keys;
    private final LanePositions lanes;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();

    Backup(DataSource source, ArchiveKeys keys, LanePositions lanes, InstantSource clock) {
        this.source = source;
        this.keys = keys;
        this.lanes = lanes;
        this.clock = clock;
    }

    /**
     * A backup that was made.
     *
     * @param madeAt the instant it shows, in business time
     * @param millis how long it took
     * @param bytes of the archive
     * @param sha256 of the archive
     * @param end the last position of the log in it
     * @param tables what each table held
     */
    record Made(
            UUID id,
            Instant madeAt,
            long millis,
            long bytes,
            String sha256,
            long end,
            List<TableSummary> tables) {}

    /** Writes an archive to {@code file}, which stays open. */
    Made writeTo(UUID id, OutputStream file) throws SQLException, IOException {
        long began = System.nanoTime();
        var digest = sha256();
        var counting = new Counting(new DigestOutputStream(file, digest));
        var out = new DataOutputStream(new BufferedOutputStream(counting, BUFFER_BYTES));
        byte[] key = new byte[Chunks.KEY_BYTES];
        chance.nextBytes(key);
        Instant madeAt = clock.instant();
        try (var _ = lanes.keepAll();
                var snapshot = Snapshot.open(source);
                var writer = new ArchiveWriter(out, header(snapshot, madeAt, key), key)) {
            var landmarks =
                    snapshot.ask(connection ->
                            new Landmarks(lanes.end(connection), lanes.all(connection)));
            writer.landmarks(landmarks);
            snapshot.copyTo(writer);
            writer.finish();
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            LOG.info(
                    "Backup {} of the log up to {}: {} bytes in {} ms",
                    id,
                    landmarks.end(),
                    counting.bytes,
                    millis);
            return new Made(
                    id,
                    madeAt,
                    millis,
                    counting.bytes,
                    HexFormat.of().formatHex(digest.digest()),
                    landmarks.end(),
                    writer.tables());
        }
    }

    private ArchiveHeader header(Snapshot snapshot, Instant madeAt, byte[] key)
            throws SQLException {
        return snapshot.ask(connection ->
                new ArchiveHeader(
                        ArchiveHeader.FORMAT,
                        version(),
                        madeAt,
                        connection.getMetaData().getDatabaseProductVersion(),
                        snapshot.structure().schemas().stream().map(Backup::schema).toList(),
                        keys.wrap(key, ArchiveHeader.KEY_NAME, connection)));
    }

    private static ArchiveHeader.Schema schema(Structure.Schema schema) {
        return new ArchiveHeader.Schema(schema.name(), schema.version());
    }

    private static String version() {
        String version = Backup.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    /** Knows how much went through. */
    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }
    }
}
