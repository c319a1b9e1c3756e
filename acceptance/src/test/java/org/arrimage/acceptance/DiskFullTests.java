// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk of the data folder fills up under load: nothing is acknowledged that is not on it, the
 * server says so, waits without burning the processor, and goes on by itself once there is room.
 */
class DiskFullTests {

    private static final int MESSAGE_BYTES = 20_000;
    private static final Duration FULL_FOR = Duration.ofSeconds(6);
    private static final double MOST_PROCESSORS = 0.5;
    private static final Duration FILLING = Duration.ofSeconds(90);

    /** The server looks again at least every 30 s. */
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    @TempDir private Path folder;

    @Test
    void losesNothingWhenTheDataFolderIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 240)) {
            disk.ballast(64);
            Launch launch =
                    Launch.fast(disk.folder().resolve("data"))
                            .printingTo(folder.resolve("server.out"));
            try (ServerProcess server = launch.start()) {
                fillAndFree("data folder full", disk, server);
            }
        }
    }

    /** PostgreSQL gives up (PANIC) when it cannot write ahead, and cannot even start again. */
    @Test
    void losesNothingWhenPostgresqlCannotWriteAhead() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 96)) {
            Launch launch = Launch.fast(folder.resolve("data"));
            launch.start().close();
            disk.moveHere(launch.data().resolve("postgres/cluster/pg_wal"));
            disk.ballast(36);
            try (ServerProcess server = launch.start()) {
                fillAndFree("write-ahead log full", disk, server);
            }
        }
    }

    private static void fillAndFree(String scenario, SmallDisk disk, ServerProcess server)
            throws Exception {
        CountingReceiver receiver = new CountingReceiver();
        Network network = new Network(receiver.address());
        network.load(server);
        LoadSenders senders =
                new LoadSenders(network.port(), Load.of(4).padded(MESSAGE_BYTES)).start();
        receiver.nextLife();
        awaitStandstill(senders);
        int whenFull = senders.count();
        long freeBytes = disk.freeBytes();

        ProcessorTime before = ProcessorTime.of(server.process());
        LockSupport.parkNanos(FULL_FOR.toNanos());
        double processors = ProcessorTime.of(server.process()).processorsSince(before);
        boolean healthy = server.healthy();
        int beforeRoom = senders.count();
        disk.free();
        Awaitility.await().atMost(RECOVERY).until(() -> senders.count() > beforeRoom + 50);
        receiver.nextLife();
        senders.stop();

        Reckoning.whenDrained(server, receiver, senders, RECOVERY)
                .mustHold(
                        "%s after %d messages (%d refusals, %d silences, %.2f processors)"
                                .formatted(
                                        scenario,
                                        whenFull,
                                        senders.refusals(),
                                        senders.silences(),
                                        processors))
                .mustAllHaveArrived();
        assertThat(freeBytes).as("the disk was full").isLessThan(20L << 20);
        assertThat(healthy).as("/health while the disk is full").isFalse();
        assertThat(processors).as("processors used while waiting").isLessThan(MOST_PROCESSORS);
        server.awaitHealthy(RECOVERY);
        receiver.close();
    }

    /** Nothing was acknowledged for three seconds. */
    private static void awaitStandstill(LoadSenders senders) {
        AtomicInteger seen = new AtomicInteger(-1);
        Awaitility.await()
                .atMost(FILLING)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> seen.getAndSet(senders.count()) == senders.count());
    }
}
