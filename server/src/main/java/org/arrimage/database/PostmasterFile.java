// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a running postmaster writes in {@code postmaster.pid} (PostgreSQL's src/include/miscadmin.h
 * lists the lines).
 *
 * @param pid its process
 * @param ready true once it takes connections
 */
record PostmasterFile(long pid, boolean ready) {
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> read(Path file) throws IOException {
        try {
            String[] lines = Files.readString(file).split("\n", -1);
            boolean ready = lines.length > STATUS_LINE && lines[STATUS_LINE].startsWith("ready");
            return Optional.of(new PostmasterFile(Long.parseLong(lines[0].strip()), ready));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (NumberFormatException beingWritten) {
            return Optional.empty();
        }
    }

    /**
     * Whether that process still lives and serves this cluster: after a restart of the machine its
     * number may belong to anyone.
     */
    boolean serves(Path cluster) {
        try {
            String words =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "cmdline"),
                            StandardCharsets.ISO_8859_1);
            return words.contains("postgres") && words.contains(cluster.toString());
        } catch (IOException noProc) {
            // No /proc (macOS), or no such process.
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.endsWith("postgres"))
                    .isPresent();
        }
    }
}
