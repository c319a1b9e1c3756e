// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The PostgreSQL that a server runs as its own child, seen from outside: processes and signals. */
final class PostgresProcesses {

    private final Process server;

    PostgresProcesses(Process server) {
        this.server = server;
    }

    /** The first process, whose death ends all. */
    Optional<ProcessHandle> postmaster() {
        return server.children().filter(PostgresProcesses::isPostgres).findFirst();
    }

    /** All of them. */
    List<ProcessHandle> all() {
        return postmaster().stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    /** SIGKILL of the postmaster; it runs no more when this returns. */
    void killPostmaster() {
        postmaster()
                .ifPresent(first -> {
                    first.destroyForcibly();
                    first.onExit().join();
                });
    }

    /** SIGKILL of one of its children that serve us: PostgreSQL then ends the others. */
    void killOneBackend(Random chance) {
        List<ProcessHandle> backends =
                all().stream().filter(each -> title(each).contains("arrimage")).toList();
        if (!backends.isEmpty()) {
            ProcessHandle backend = backends.get(chance.nextInt(backends.size()));
            backend.destroyForcibly();
            backend.onExit().join();
        }
    }

    /** A fast shutdown, as an administrator's: sessions are ended, everything is written. */
    void stopInOrder() throws IOException, InterruptedException {
        Optional<ProcessHandle> first = postmaster();
        Signals.send("INT", first.stream().toList());
        first.ifPresent(each -> each.onExit().join());
    }

    /** No process of it runs any more, and none is gone: a disk that does not answer. */
    void freeze() throws IOException, InterruptedException {
        Signals.send("STOP", all());
    }

    void thaw() throws IOException, InterruptedException {
        Signals.send("CONT", all());
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    /** What the process calls itself, for instance {@code postgres: arrimage postgres idle}. */
    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
