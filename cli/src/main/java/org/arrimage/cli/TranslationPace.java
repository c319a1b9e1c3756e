// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How fast messages are translated, from their bytes to the bytes of the bundle. */
final class TranslationPace {

    /**
     * A pace.
     *
     * @param perSecondPerThread translations a second, of one thread
     * @param perCpuSecond translations per second of processor time, which other programs disturb
     *     less
     * @param bytesAllocated memory asked for by one translation
     */
    record Pace(int threads, double perSecondPerThread, double perCpuSecond, long bytesAllocated) {}

    private TranslationPace() {}

    /** Warms up for a third of the time, then measures. */
    static Pace measure(FileTranslation worker, List<byte[]> files, double seconds, int threads)
            throws InterruptedException {
        List<byte[]> messages = files.stream().map(TranslationWork::first).toList();
        if (messages.isEmpty()) {
            return new Pace(threads, 0, 0, 0);
        }
        var done = new LongAdder();
        var cpu = new LongAdder();
        var allocated = new LongAdder();
        List<Thread> running = new ArrayList<>();
        long start = System.nanoTime() + (long) (seconds * 1e9 / 3);
        long end = start + (long) (seconds * 1e9);
        for (int i = 0; i < threads; i++) {
            running.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                repeat(worker, messages, start);
                                long cpuBefore = bean().getCurrentThreadCpuTime();
                                long bytesBefore = bean().getCurrentThreadAllocatedBytes();
                                done.add(repeat(worker, messages, end));
                                cpu.add(bean().getCurrentThreadCpuTime() - cpuBefore);
                                allocated.add(
                                        bean().getCurrentThreadAllocatedBytes() - bytesBefore);
                            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        double n = Math.max(1, done.sum());
        return new Pace(
                threads,
                n / seconds / threads,
                n / (cpu.sum() / 1e9),
                (long) (allocated.sum() / n));
    }

    private static long repeat(FileTranslation worker, List<byte[]> messages, long until) {
        long count = 0;
        while (System.nanoTime() < until) {
            for (byte[] message : messages) {
                worker.translatePart(message);
                count++;
            }
        }
        return count;
    }

    private static com.sun.management.ThreadMXBean bean() {
        return (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    }
}
