// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The wall clock of a process whose clock jumps: the system's, moved by as many milliseconds as a
 * file says. Called inside the server under test in the place of the system's own, see {@link
 * ClockAgent}; loaded by the bootstrap loader there, so it uses nothing but the JDK.
 */
public final class SkewedTime {

    private static final long READ_AGAIN_MILLIS = 10;
    private static final long OUT_OF_RANGE = -1;
    private static final long LONGEST_OFFSET_SECONDS = 1L << 31;
    private static volatile long skewMillis;

    private SkewedTime() {}

    /** Follows the file from now on. */
    public static void follow(Path file) {
        skewMillis = read(file);
        Thread.ofPlatform()
                .daemon()
                .name("jumping-clock")
                .start(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        skewMillis = read(file);
                        try {
                            Thread.sleep(READ_AGAIN_MILLIS);
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException beingWritten) {
            return skewMillis;
        }
    }

    /** In the place of {@link System#currentTimeMillis()}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + skewMillis;
    }

    /**
     * In the place of the JDK's own, by which {@link java.time.Clock} makes an instant: nanoseconds
     * since {@code offsetSeconds}, or -1 when that is too far off.
     */
    public static long getNanoTimeAdjustment(long offsetSeconds) {
        long now = currentTimeMillis();
        long seconds = now / 1_000 - offsetSeconds;
        return Math.abs(seconds) >= LONGEST_OFFSET_SECONDS
                ? OUT_OF_RANGE
                : seconds * 1_000_000_000 + now % 1_000 * 1_000_000;
    }
}
