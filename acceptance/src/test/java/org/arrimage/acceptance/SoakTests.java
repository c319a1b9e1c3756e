// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/** Under a steady load the heap, the threads and the open files stay what they were. */
class SoakTests {

    /** {@code -Dsoak.seconds=3600} for an hour. */
    private static final int SECONDS = Integer.getInteger("soak.seconds", 30);

    private static final int SAMPLES = 9;

    /** Enough to fill what the server keeps of the newest messages. */
    private static final int WARM_UP = 20_000;

    /** The messages known again are 32 bytes each: full before the first look at the heap. */
    private static final int RECOGNISED = 16_384;

    private static final long MOST_GROWTH_KILOBYTES = 4 * 1_024;
    private static final int MOST_MORE_THREADS = 5;
    private static final int MOST_MORE_FILES = 10;

    @TempDir private Path folder;

    @Test
    void staysFlatUnderASteadyLoad() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver();
                ServerProcess server =
                        Launch.fast(folder)
                                .heapMegabytes(256)
                                .with("--arrimage.log.recognised=" + RECOGNISED)
                                .start()) {
            Network network = new Network(receiver.address());
            network.load(server);
            warmUp(network);
            LoadSenders senders =
                    new LoadSenders(network.port(), Load.of(8).resting(Duration.ofMillis(25)))
                            .start();
            List<Footprint> footprints = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                LockSupport.parkNanos(Duration.ofSeconds(SECONDS).toNanos() / SAMPLES);
                footprints.add(Footprint.of(server.process()));
            }
            senders.stop();
            Reckoning reckoning =
                    Reckoning.whenDrained(server, receiver, senders, Duration.ofSeconds(60));

            reckoning
                    .mustHold("steady load for %d s, %s".formatted(SECONDS, footprints))
                    .mustAllHaveArrived();
            assertThat(growth(footprints, Footprint::heapKilobytes))
                    .as("growth of the heap in kB: %s", footprints)
                    .isLessThan(MOST_GROWTH_KILOBYTES);
            assertThat(growth(footprints, Footprint::threads)).isLessThan(MOST_MORE_THREADS);
            assertThat(growth(footprints, Footprint::files)).isLessThan(MOST_MORE_FILES);
        }
    }

    private static void warmUp(Network network) throws InterruptedException {
        LoadSenders senders = new LoadSenders(network.port(), 16).start();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> senders.count() >= WARM_UP);
        senders.stop();
    }

    /** From the median of the first third to the median of the last. */
    private static long growth(List<Footprint> footprints, ToLongFunction<Footprint> of) {
        int third = footprints.size() / 3;
        return median(footprints.subList(footprints.size() - third, footprints.size()), of)
                - median(footprints.subList(0, third), of);
    }

    private static long median(List<Footprint> some, ToLongFunction<Footprint> of) {
        return some.stream().mapToLong(of).sorted().skip(some.size() / 2).findFirst().orElseThrow();
    }
}
