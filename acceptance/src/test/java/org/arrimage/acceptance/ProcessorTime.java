// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time of a process with its children, those that ended included. Linux's {@code
 * /proc/PID/stat}, in ticks of 10 ms; zero elsewhere.
 *
 * @param seconds used so far
 * @param atNanos when that was
 */
record ProcessorTime(double seconds, long atNanos) {

    private static final double TICKS_A_SECOND = 100;

    static ProcessorTime of(Process process) {
        double seconds =
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .mapToDouble(each -> seconds(each.pid()))
                        .sum();
        return new ProcessorTime(seconds, System.nanoTime());
    }

    /** How many processors were busy since then, on average. */
    double processorsSince(ProcessorTime earlier) {
        return (seconds - earlier.seconds) / ((atNanos - earlier.atNanos) / 1e9);
    }

    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The name, in brackets, may hold blanks; utime, stime, cutime and cstime follow.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = 11; i <= 14; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }
}
