// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
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

    /** SIGKILL of the postmaster. */
    void killPostmaster() {
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** SIGKILL of one of its children that serve us. */
    void killOneBackend(Random chance) {
        List<ProcessHandle> backends =
                all().stream().filter(each -> title(each).contains("arrimage")).toList();
        if (!backends.isEmpty()) {
            backends.get(chance.nextInt(backends.size())).destroyForcibly();
        }
    }

    /** A fast shutdown, as an administrator's: sessions are ended, everything is written. */
    void stopInOrder() throws IOException, InterruptedException {
        signal("INT", postmaster().stream().toList());
    }

    /** No process of it runs any more, and none is gone: a disk that does not answer. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP", all());
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT", all());
    }

    private static void signal(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        String numbers =
                processes.stream()
                        .map(each -> Long.toString(each.pid()))
                        .collect(Collectors.joining(" "));
        if (!numbers.isEmpty()) {
            // Some may have ended meanwhile, which the shell complains about and we do not.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + numbers)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
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
