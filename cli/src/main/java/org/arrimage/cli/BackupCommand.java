// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Asks a running service for a backup of the whole and writes it to a file. */
@Command(name = "backup")
final class BackupCommand implements Callable<Integer> {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration BETWEEN_REMARKS = Duration.ofSeconds(5);
    private static final String ID_HEADER = "Arrimage-Backup";

    private final Screen screen;

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "backup.out")
    private Optional<Path> out = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    BackupCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Path file =
                out.orElseThrow(() -> Failure.unusable(screen.text("backup.noOut")))
                        .toAbsolutePath();
        if (Files.exists(file)) {
            throw Failure.unusable(screen.text("backup.exists", file));
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (ServerClient client = service.client(screen)) {
            JsonNode made = fetch(client, part);
            keep(part, file);
            if (output.json) {
                screen.json(((ObjectNode) made).put("file", file.toString()));
            } else {
                long bytes = made.path("bytes").asLong(0);
                long millis = Math.max(1, made.path("millis").asLong(1));
                screen.say(
                        "backup.done",
                        file,
                        bytes / 1e6,
                        millis / 1e3,
                        bytes / 1e3 / millis,
                        made.path("end").asLong(0),
                        made.path("sha256").asString(""));
            }
            return Exit.DONE;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes the stream aside, and makes sure that it is the one that the service gave. */
    private JsonNode fetch(ServerClient client, Path part) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String id;
        try (ServerClient.Stream answer = client.postForStream("/api/v1/backup")) {
            if (answer.status() != 200) {
                ServiceOptions.expect(screen, answer.problem());
            }
            id = answer.header(ID_HEADER);
            write(answer.body(), part, digest);
        }
        JsonNode made = ServiceOptions.expect(screen, client.get("/api/v1/backup/" + id)).body();
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (!sha256.equals(made.path("sha256").asString(""))) {
            throw Failure.ours(screen.text("backup.changed"));
        }
        return made;
    }

    private void write(InputStream body, Path part, MessageDigest digest) throws IOException {
        Files.deleteIfExists(part);
        Files.createFile(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        long bytes = 0;
        long next = System.nanoTime() + BETWEEN_REMARKS.toNanos();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                digest.update(buffer, 0, read);
                ByteBuffer piece = ByteBuffer.wrap(buffer, 0, read);
                while (piece.hasRemaining()) {
                    bytes += channel.write(piece);
                }
                if (System.nanoTime() - next > 0) {
                    screen.remark("backup.progress", bytes / 1e6);
                    next = System.nanoTime() + BETWEEN_REMARKS.toNanos();
                }
            }
            channel.force(true);
        }
    }

    private static void keep(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
