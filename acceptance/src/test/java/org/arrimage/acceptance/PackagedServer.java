// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged server, and a way to start it in a second instead of five: its jar unpacked by its
 * own tools, with the JDK's ahead-of-time cache of loaded classes (JEP 483). Kept below {@code
 * target} by the jar's digest. Decision 0016.
 */
final class PackagedServer {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path KEPT = ROOT.resolve("acceptance").resolve("target").resolve("server");
    private static final long TRAINING_SECONDS = 120;

    private PackagedServer() {}

    /** The jar as users get it. */
    static Path jar() throws IOException {
        Path target = ROOT.resolve("server").resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "the server is not packaged: run mvn verify at the root"));
        }
    }

    /** PostgreSQL's programs, unpacked once for all data folders. */
    static String sharedPrograms() {
        return "--arrimage.database.programs=" + KEPT.resolve("postgres");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The words after {@code java} that start the same program faster. */
    static synchronized List<String> fastStart() throws IOException {
        Path home = KEPT.resolve(digest(jar()));
        Path cache = home.resolve("server.aot");
        Path program = home.resolve("app").resolve(jar().getFileName());
        if (!Files.exists(cache)) {
            unpack(home);
            train(home, program, cache);
        }
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off,cds=off", "-jar", "" + program);
    }

    private static void unpack(Path home) throws IOException {
        Files.createDirectories(home);
        run(
                List.of(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar().toString(),
                        "extract",
                        "--force",
                        "--destination",
                        home.resolve("app").toString()),
                home.resolve("extract.out"));
    }

    /** One start and one orderly stop, in which the JDK notes what is loaded. */
    private static void train(Path home, Path program, Path cache) throws IOException {
        Path data = Files.createTempDirectory(home, "training");
        Path fresh = home.resolve("fresh.aot");
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-XX:AOTCacheOutput=" + fresh);
        command.add("-jar");
        command.add(program.toString());
        command.add("--arrimage.data=" + data);
        command.add("--server.port=0");
        command.add(sharedPrograms());
        Process server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("training.out").toFile())
                        .start();
        ServerProcess.awaitReady(server, data);
        server.destroy();
        await(server, home.resolve("training.out"));
        Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void run(List<String> command, Path output) throws IOException {
        await(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    private static void await(Process process, Path output) throws IOException {
        try {
            if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end; its last words are in " + output);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest())
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
