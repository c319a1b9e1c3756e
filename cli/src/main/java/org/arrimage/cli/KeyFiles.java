// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The key files {@code keys/kek-N} of a data folder, seen as texts of one line: the service knows
 * what they mean. None is ever changed.
 */
final class KeyFiles {

    private static final Pattern NAME = Pattern.compile("kek-[1-9][0-9]{0,8}");
    private static final int KEY_BYTES = 32;

    /** A key is 44 characters: a longer file is something else. */
    private static final int LONGEST_FILE = 128;

    private final Path folder;
    private final Screen screen;

    KeyFiles(Path data, Screen screen) {
        this.folder = data.toAbsolutePath().normalize().resolve("keys");
        this.screen = screen;
    }

    Path folder() {
        return folder;
    }

    /** Where the key files are and how they are called. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isName(file.getFileName().toString())).sorted().toList();
        }
    }

    /** Whether a file may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether the text is a key. */
    static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Name and text of each; fails when there is none, or one is damaged. */
    SortedMap<String, String> read() throws IOException {
        SortedMap<String, String> keys = new TreeMap<>();
        for (Path file : list(folder)) {
            String text = Files.size(file) > LONGEST_FILE ? "" : Files.readString(file).strip();
            if (!isKey(text)) {
                throw Failure.unusable(screen.text("keys.damagedFile", file));
            }
            keys.put(file.getFileName().toString(), text);
        }
        if (keys.isEmpty()) {
            throw Failure.no(screen.text("keys.none", folder));
        }
        return keys;
    }

    /**
     * Writes those that are not there yet; all or nothing is refused when one is there with another
     * content.
     *
     * @return the names of those written
     */
    List<String> write(SortedMap<String, String> keys) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String name : keys.keySet()) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                missing.add(name);
            } else if (Files.size(file) > LONGEST_FILE
                    || !Files.readString(file).strip().equals(keys.get(name))) {
                throw Failure.no(screen.text("keys.otherThere", file));
            }
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        for (String name : missing) {
            Path fresh = folder.resolve(name + ".new");
            Files.deleteIfExists(fresh);
            writePrivate(fresh, keys.get(name) + "\n");
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        return missing;
    }

    /** A new file for its owner's eyes only, made durable; fails when there is one. */
    static void writePrivate(Path file, String content) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }
}
