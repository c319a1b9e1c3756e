// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM still holds after a full collection, asked with this JDK's {@code jcmd}. */
final class HeapAfter {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private HeapAfter() {}

    /** Megabytes in use by the heap of a process of this machine; 0 when it does not say. */
    static double megabytes(long pid) throws InterruptedException {
        jcmd(pid, "GC.run");
        return used(jcmd(pid, "GC.heap_info"));
    }

    /** The first figure is the heap's; metaspace and others follow. */
    static double used(String heapInfo) {
        Matcher used = USED.matcher(heapInfo);
        return used.find() ? Long.parseLong(used.group(1)) * 1_024 / 1e6 : 0;
    }

    private static String jcmd(long pid, String command) throws InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process =
                    new ProcessBuilder(program.toString(), Long.toString(pid), command)
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            return ""; // this Java has no jcmd
        }
    }
}
