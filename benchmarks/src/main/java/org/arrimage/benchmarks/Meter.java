// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What processes used so far, read from Linux's {@code /proc}; zero where it cannot be read.
 *
 * @param cpuMillis processor time, user and system, with that of children already waited for
 * @param dirtiedBytes bytes of memory pages made dirty towards the disk ({@code write_bytes});
 *     where the file system keeps files in large pages, a write of 8 kB may count as half a
 *     megabyte
 * @param writtenBytes bytes given to {@code write} ({@code wchar}): exact for PostgreSQL, whose
 *     sockets use other calls; in a JVM it holds what sockets sent too
 * @param residentBytes memory in use now
 */
public record Meter(double cpuMillis, long dirtiedBytes, long writtenBytes, long residentBytes) {

    /** Length of a clock tick of {@code /proc}: USER_HZ is 100 on every Linux of today. */
    private static final double TICK_MILLIS = 10;

    /** A family that changes at every look is read at last as it is. */
    private static final int MOST_LOOKS = 5;

    /**
     * The sum over a family of processes that come and go, such as PostgreSQL's. A child that ended
     * is in its parent's figures, where the system adds it; so the sum is right as long as none
     * ends between the reading of the one and of the other, which a second look at the family
     * tells.
     *
     * @param family asked each time who is there
     */
    public static Meter settled(Supplier<List<Long>> family) {
        List<Long> before = family.get();
        Meter meter = of(before);
        for (int look = 1; look < MOST_LOOKS; look++) {
            List<Long> after = family.get();
            if (after.equals(before)) {
                break;
            }
            before = after;
            meter = of(before);
        }
        return meter;
    }

    /** The sum over several processes. Those that end meanwhile count as zero. */
    public static Meter of(Collection<Long> pids) {
        double cpu = 0;
        long dirtied = 0;
        long written = 0;
        long resident = 0;
        for (long pid : pids) {
            Path folder = Path.of("/proc", Long.toString(pid));
            cpu += cpuMillis(read(folder.resolve("stat")));
            String io = read(folder.resolve("io"));
            dirtied += number(io, "write_bytes:");
            written += number(io, "wchar:");
            resident += number(read(folder.resolve("status")), "VmRSS:") * 1024;
        }
        return new Meter(cpu, dirtied, written, resident);
    }

    /**
     * The name in parentheses may hold spaces, so fields are counted after the last parenthesis:
     * utime, stime, cutime, cstime are 14 to 17.
     */
    static double cpuMillis(String stat) {
        int close = stat.lastIndexOf(')');
        if (close < 0) {
            return 0;
        }
        String[] fields = stat.substring(close + 2).split(" ");
        long ticks = 0;
        for (int i = 11; i <= 14 && i < fields.length; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks * TICK_MILLIS;
    }

    private static long number(String text, String label) {
        for (String line : text.split("\n")) {
            if (line.startsWith(label)) {
                return Long.parseLong(line.substring(label.length()).strip().split("\\s+")[0]);
            }
        }
        return 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // the process has ended, or the system does not say
        }
    }
}
