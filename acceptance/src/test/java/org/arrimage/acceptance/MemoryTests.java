// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What all connections together hold in memory is bounded, not only what each one does. */
class MemoryTests {

    private static final int HEAP_MEGABYTES = 160;
    private static final int PEERS = 40;

    /** Within what one message may have, by default. */
    private static final int MEGABYTES_EACH = 15;

    @TempDir private Path folder;

    @Test
    void boundsTheMemoryOfAllUnfinishedMessagesTogether() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver();
                ServerProcess server = Launch.fast(folder).heapMegabytes(HEAP_MEGABYTES).start()) {
            Network network = new Network(receiver.address());
            network.load(server);
            GoodTraffic good = GoodTraffic.to(server, receiver, network.port());
            List<RawPeer> large = new ArrayList<>();
            List<Thread> writing = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                RawPeer peer = new RawPeer(network.port());
                large.add(peer);
                writing.add(Thread.ofPlatform().daemon().start(() -> writeUnfinished(peer)));
            }
            good.awaitMore(600);
            for (RawPeer peer : large) {
                peer.close();
            }
            for (Thread each : writing) {
                each.join();
            }

            good.mustBeUnharmed(
                            "%d unfinished frames of %d MB on a heap of %d MB"
                                    .formatted(PEERS, MEGABYTES_EACH, HEAP_MEGABYTES))
                    .mustAllHaveArrived();
            assertThat(server.launch().printed()).doesNotContain("OutOfMemoryError");
        }
    }

    private static void writeUnfinished(RawPeer peer) {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'A');
        try {
            peer.write(Arrays.copyOf(framed(LoadSenders.adt("LARGE", "LARGE")), 100));
            for (int i = 0; i < MEGABYTES_EACH; i++) {
                peer.write(megabyte);
            }
        } catch (IOException refused) {
            // To be refused is one of the right answers to taking too much.
            return;
        }
    }
}
