// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Key files {@code kek-N} in the data folder, for their owner's eyes only. A file is written once,
 * whole, durably, and never changed or removed by the server.
 */
record KeyFolder(Path folder) implements KeyOrigin {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);
    private static final Pattern FILE = Pattern.compile("kek-([1-9][0-9]{0,8})");
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    @Override
    public Optional<WrappingKey> find(int number) {
        Path file = file(number);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                LOG.warn("{} may be read by others; run: chmod 600 {}", file, file);
            }
            if (Files.size(file) > LONGEST_TEXT) {
                throw new KeyUnavailable(file + " is too long to be a key file.");
            }
            String text = Files.readString(file).strip();
            var keys = KeyOrigin.parse(number + ":" + text, file.toString());
            if (keys.size() != 1) {
                throw new KeyUnavailable(file + " must hold one key and nothing else.");
            }
            return Optional.of(keys.firstEntry().getValue());
        } catch (IOException e) {
            throw new KeyUnavailable("Cannot read the key file " + file + ": " + e, e);
        }
    }

    @Override
    public Optional<WrappingKey> after(int number, SecureRandom chance) {
        Optional<WrappingKey> there =
                newest().filter(newest -> newest > number).flatMap(this::find);
        return there.isPresent() ? there : Optional.of(make(number + 1, chance));
    }

    @Override
    public String place(int number) {
        return file(number).toString();
    }

    @Override
    public String name() {
        return "data";
    }

    private Path file(int number) {
        return folder.resolve("kek-" + number);
    }

    private Optional<Integer> newest() {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .max(Integer::compare);
        } catch (IOException e) {
            throw new KeyUnavailable("Cannot list the key files of " + folder + ": " + e, e);
        }
    }

    /** Written aside, made durable, then renamed: a cut never leaves half a key under its name. */
    private WrappingKey make(int number, SecureRandom chance) {
        WrappingKey key = WrappingKey.make(number, chance);
        Path file = file(number);
        Path fresh = folder.resolve("kek-" + number + ".new");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.write(
                        ByteBuffer.wrap((key.text() + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return key;
        } catch (IOException e) {
            throw new KeyUnavailable("Cannot make the key file " + file + ": " + e, e);
        }
    }
}
