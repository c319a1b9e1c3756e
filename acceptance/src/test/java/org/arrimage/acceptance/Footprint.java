// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds right after a full collection.
 *
 * @param heapKilobytes used, by {@code jcmd GC.heap_info}
 * @param threads of the operating system
 * @param files open, sockets included
 */
record Footprint(long heapKilobytes, long threads, long files) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** Collects, then looks. */
    static Footprint of(Process process) throws IOException, InterruptedException {
        long pid = process.pid();
        jcmd(pid, "GC.run");
        Path self = Path.of("/proc/" + pid);
        try (Stream<Path> open = Files.list(self.resolve("fd"));
                Stream<Path> threads = Files.list(self.resolve("task"))) {
            return new Footprint(heap(pid), threads.count(), open.count());
        }
    }

    private static long heap(long pid) throws IOException, InterruptedException {
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd GC.heap_info says nothing of what is used");
        }
        return Long.parseLong(used.group(1));
    }

    private static String jcmd(long pid, String what) throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(pid),
                                what)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }
}
