// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.keys.ArchiveKeys;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The beginning of an archive, in clear: what must be known before there is a key or a database.
 * Every chunk that follows is bound to its digest.
 *
 * @param format version of the archive's form
 * @param product version of the server that made it
 * @param madeAt the instant it shows, in business time
 * @param postgres version of the PostgreSQL it was read from
 * @param schemas each module with the version of its schema
 * @param key the archive's key, wrapped
 */
record ArchiveHeader(
        int format,
        String product,
        Instant madeAt,
        String postgres,
        List<Schema> schemas,
        ArchiveKeys.Wrapped key) {

    /** What is read may lack anything. */
    ArchiveHeader {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(madeAt, "madeAt");
        Objects.requireNonNull(postgres, "postgres");
        Objects.requireNonNull(key, "key");
        schemas = List.copyOf(schemas);
    }

    /** The form written here, and the only one read so far. */
    static final int FORMAT = 1;

    /** What the archive's key is called when it is wrapped. */
    static final String KEY_NAME = "archive key";

    /** A module and its version. */
    record Schema(String module, String version) {}

    private static final byte[] MAGIC = {'A', 'R', 'R', 'I', 'M', 'A', 'G', 'E'};

    /** A header is some hundreds of bytes a module; a longer one is no header. */
    private static final int LARGEST = 64 << 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Writes it, and gives its digest. */
    byte[] write(DataOutputStream out) throws IOException {
        byte[] json = JSON.writeValueAsBytes(this);
        out.write(MAGIC);
        out.writeInt(json.length);
        out.write(json);
        return digest(json);
    }

    /** A header that was read, and what chunks are bound to. */
    record Read(ArchiveHeader header, byte[] digest, long bytes) {}

    static Read read(DataInputStream in) throws IOException {
        try {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!Arrays.equals(magic, MAGIC)) {
                throw notAnArchive("it does not begin with ARRIMAGE");
            }
            int length = in.readInt();
            if (length < 2 || length > LARGEST) {
                throw notAnArchive("its header would have " + length + " bytes");
            }
            byte[] json = in.readNBytes(length);
            if (json.length < length) {
                throw new EOFException();
            }
            int format = JSON.readTree(json).path("format").asInt(0);
            if (format != FORMAT) {
                throw notAnArchive(
                        "it is of form %d, and this server reads form %d"
                                .formatted(format, FORMAT));
            }
            return new Read(
                    JSON.readValue(json, ArchiveHeader.class),
                    digest(json),
                    MAGIC.length + Integer.BYTES + (long) length);
        } catch (EOFException cut) {
            throw new ArchiveException(
                    ArchiveException.Kind.TRUNCATED, "The file ends inside its header.");
        } catch (JacksonException unreadable) {
            throw notAnArchive("its header is not readable");
        }
    }

    private static ArchiveException notAnArchive(String why) {
        return new ArchiveException(
                ArchiveException.Kind.NOT_AN_ARCHIVE,
                "This is not a backup that can be read: " + why + ".");
    }

    private static byte[] digest(byte[] json) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
