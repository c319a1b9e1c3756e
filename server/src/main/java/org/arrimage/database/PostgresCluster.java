// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * One cluster on disk: its files, its password, and the commands run on them. Layout of the folder:
 * {@code cluster/}, {@code password}, {@code lock}, {@code postgres.log}, {@code binaries-…/}.
 */
final class PostgresCluster {
    static final String OWNER = "arrimage";
    private static final int PASSWORD_BYTES = 24;
    private static final long LARGEST_LOG_BYTES = 10_000_000;
    private static final int REPORTED_LINES = 12;
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;

    PostgresCluster(Path folder, PostgresBinaries binaries, PostgresAccount account) {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
    }

    Path files() {
        return folder.resolve("cluster");
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    /** The major version of the cluster in a folder; empty when there is none. */
    static OptionalInt major(Path folder) throws IOException {
        Path file = folder.resolve("cluster").resolve("PG_VERSION");
        return Files.exists(file)
                ? OptionalInt.of(Integer.parseInt(Files.readString(file).strip()))
                : OptionalInt.empty();
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    private Path passwordFile() {
        return folder.resolve("password");
    }

    /** Makes the cluster unless it exists. A cut leaves nothing that looks like a cluster. */
    void create() throws IOException {
        account.letThrough(folder);
        if (Files.exists(files().resolve("PG_VERSION"))) {
            if (!Files.exists(passwordFile())) {
                throw new DatabaseException(
                        ("%s is missing, and the database in %s opens only with it. Put the file"
                                        + " back from a backup of the folder.")
                                .formatted(passwordFile(), folder));
            }
            account.give(files());
            return;
        }
        if (!Files.exists(passwordFile())) {
            var secret = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(secret);
            Folders.writePrivate(
                    passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        Path half = folder.resolve("cluster.new");
        Path lent = folder.resolve("password.lent");
        Folders.delete(half);
        Files.createDirectory(half);
        Folders.writePrivate(lent, password());
        account.give(half);
        account.give(lent);
        try {
            initdb(half, lent);
            Files.move(half, files(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(lent);
        }
    }

    private void initdb(Path target, Path passwordFile) throws IOException {
        var words =
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + target,
                        "--username=" + OWNER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums");
        Path output = folder.resolve("initdb.log");
        var process = started(words, output);
        if (!ended(process, INITDB_LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new DatabaseException(
                    "PostgreSQL could not make its database in "
                            + target
                            + ". Its last words:\n"
                            + lastLines(output));
        }
    }

    /** Starts the postmaster as our own child: we are told the moment it ends. */
    Process postmaster(int port) throws IOException {
        var words = new ArrayList<String>();
        words.add(binaries.program("postgres").toString());
        words.add("-D");
        words.add(files().toString());
        words.addAll(PostgresSettings.arguments(port));
        if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG_BYTES) {
            Files.move(
                    log(),
                    log().resolveSibling("postgres.log.1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return started(words, log());
    }

    /** What the postmaster wrote about itself; empty when none runs or it ended in order. */
    Optional<PostmasterFile> postmasterFile() throws IOException {
        return PostmasterFile.read(files().resolve("postmaster.pid"));
    }

    void forgetPostmaster() throws IOException {
        Files.deleteIfExists(files().resolve("postmaster.pid"));
    }

    /** Sends a signal as the account that runs PostgreSQL: INT is a fast and orderly stop. */
    void signal(String name, long pid) throws IOException {
        var words =
                List.of(binaries.program("pg_ctl").toString(), "kill", name, Long.toString(pid));
        ended(started(words, log()), SIGNAL_LIMIT);
    }

    String lastWords() {
        return lastLines(log());
    }

    private Process started(List<String> words, Path output) throws IOException {
        var builder = new ProcessBuilder(account.command(words));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.redirectInput(new File("/dev/null"));
        builder.directory(new File("/"));
        // Our environment could change PostgreSQL's behaviour (PGDATA, LANG…) or hold secrets.
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
        builder.environment().put("LC_ALL", "C");
        if (!Files.exists(output)) {
            Folders.writePrivate(output, "");
        }
        return builder.start();
    }

    private static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String lastLines(Path file) {
        try {
            var lines = Files.readAllLines(file);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + file + " cannot be read: " + unreadable + ")";
        }
    }
}
