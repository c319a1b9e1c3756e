// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Arrimage is installed.
 *
 * @param root the repository's root, or the folder that holds {@code server/}
 */
public record Home(Path root) {

    private static final PathMatcher JAR =
            FileSystems.getDefault().getPathMatcher("glob:arrimage-server-*-app.jar");

    /** From ARRIMAGE_HOME, otherwise from where this program's jar lies. */
    public static Home find(Map<String, String> environment) {
        String named = environment.getOrDefault("ARRIMAGE_HOME", "");
        return new Home(named.isEmpty() ? besideThisJar() : Path.of(named).toAbsolutePath());
    }

    /** The packaged server, the newest when there are several; empty when it was not built. */
    public Optional<Path> serverJar() {
        Path folder = root.resolve("server/target");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> JAR.matches(file.getFileName()))
                    .max(Comparator.comparingLong(Home::modified));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The {@code java} that runs this program. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    /**
     * The jar is {@code <root>/cli/target/arrimage-cli.jar}; classes in an IDE are in {@code
     * <root>/cli/target/classes}.
     */
    private static Path besideThisJar() {
        try {
            Path here =
                    Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                            .toAbsolutePath();
            for (Path folder = here.getParent(); folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("server"))) {
                    return folder;
                }
            }
        } catch (URISyntaxException | SecurityException e) {
            return Path.of("").toAbsolutePath();
        }
        return Path.of("").toAbsolutePath();
    }
}
