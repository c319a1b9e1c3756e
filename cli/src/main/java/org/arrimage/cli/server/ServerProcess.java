// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged service as a child process. Closing stops it, and then its database if that is still
 * there.
 */
public final class ServerProcess implements AutoCloseable {

    /** How long a stop in good order may take before the process is killed. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Deep enough for {@code <data>/postgres/<version>/data/postmaster.pid}. */
    private static final int POSTMASTER_DEPTH = 5;

    /**
     * What to start.
     *
     * @param jar the packaged service
     * @param data its data folder
     * @param jvm options of its virtual machine
     * @param settings its settings, by name
     */
    public record Launch(Path jar, Path data, List<String> jvm, Map<String, String> settings) {

        List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(Home.java().toString());
            command.add("--enable-native-access=ALL-UNNAMED");
            command.addAll(jvm);
            command.add("-jar");
            command.add(jar.toString());
            command.add("--arrimage.data=" + data);
            settings.forEach((name, value) -> command.add("--" + name + "=" + value));
            return command;
        }
    }

    private final Process process;
    private final Path data;

    private ServerProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts the service with its output appended to {@code log}. */
    public static ServerProcess start(Launch launch, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return new ServerProcess(builder.start(), launch.data());
    }

    /** Starts the service with its output on this process's standard error. */
    public static ServerProcess startInForeground(Launch launch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        // Appended: where standard error is a file, opening it anew would cut what it holds.
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("/dev/stderr").toFile()));
        return new ServerProcess(builder.start(), launch.data());
    }

    /**
     * Waits until the service answers that it is ready; empty when it ended or the wait is over.
     */
    public Optional<ServerAddress> awaitReady(Duration wait)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<ServerAddress> address =
                    ServerAddress.read(data).filter(found -> found.pid() == process.pid());
            if (address.isPresent() && isReady(address.get())) {
                return address;
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to end and gives its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Kills the process as a power cut would (SIGKILL), leaving its database as an orphan. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to stop (SIGTERM) without waiting. */
    public void terminate() {
        process.destroy();
    }

    /**
     * The processes of the embedded database: its postmaster and that one's children; empty with a
     * database of one's own.
     */
    public List<Long> databasePids() {
        var pids = new TreeSet<Long>();
        postmaster()
                .ifPresent(postmaster -> {
                    pids.add(postmaster.pid());
                    postmaster.descendants().forEach(child -> pids.add(child.pid()));
                });
        return List.copyOf(pids);
    }

    /** Stops the service, and its database when that outlives it. */
    @Override
    public void close() {
        Optional<ProcessHandle> database = postmaster();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (database.isPresent() && database.get().isAlive()) {
                List<ProcessHandle> children = database.get().descendants().toList();
                database.get().destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
                database.get().onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(
                    "the embedded database did not end: process "
                            + database.map(ProcessHandle::pid).orElse(0L),
                    e);
        }
    }

    private boolean isReady(ServerAddress address) throws IOException {
        try (var client = new ServerClient(address)) {
            return client.get("/health/ready").done();
        } catch (java.net.ConnectException e) {
            return false; // the file is there before the port answers
        }
    }

    /** Where the embedded PostgreSQL keeps its files, while it runs. */
    public Optional<Path> databaseFolder() {
        return postmasterFile().flatMap(file -> Optional.ofNullable(file.getParent()));
    }

    /**
     * The embedded PostgreSQL's first process, from the first line of its {@code postmaster.pid}.
     */
    private Optional<ProcessHandle> postmaster() {
        Optional<Path> file = postmasterFile();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(file.get()).getFirst().strip());
            // The file may be stale and its number given to another process since.
            return ProcessHandle.of(pid)
                    .filter(handle -> handle.info().command().orElse("").endsWith("postgres"));
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
            return Optional.empty(); // being written or removed
        }
    }

    private Optional<Path> postmasterFile() {
        if (!Files.isDirectory(data)) {
            return Optional.empty();
        }
        try (Stream<Path> files =
                Files.find(data, POSTMASTER_DEPTH, (path, _) -> path.endsWith("postmaster.pid"))) {
            return files.findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty(); // being written or removed
        }
    }
}
