// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes, in memory, that can be filled and partly freed. */
final class SmallDisk implements AutoCloseable {

    private static final int CHUNK = 1 << 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, saying why, where this account may not mount. */
    static SmallDisk mount(Path folder, int megabytes) throws IOException {
        Files.createDirectories(folder);
        int code = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder);
        Assumptions.assumeTrue(
                code == 0,
                "NOT TESTED HERE: a full disk. This account may not mount a small file system"
                        + " (mount -t tmpfs); run the build as root or in a container that may.");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    /** Moves a folder onto this disk, a link in its place. */
    void moveHere(Path moved) throws IOException {
        Path here = folder.resolve(moved.getFileName());
        if (run("mv", moved, here) != 0) {
            throw new IOException("cannot move " + moved);
        }
        Files.createSymbolicLink(moved, here);
    }

    /** Takes space that {@link #free()} gives back. */
    void ballast(int megabytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (var out = Files.newOutputStream(folder.resolve("ballast"))) {
            for (int i = 0; i < megabytes; i++) {
                out.write(chunk);
            }
        }
    }

    void free() throws IOException {
        Files.delete(folder.resolve("ballast"));
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    @Override
    public void close() {
        run("umount", "-l", folder);
    }

    private static int run(Object... words) {
        String[] command = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            command[i] = words[i].toString();
        }
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException notInstalled) {
            return -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
