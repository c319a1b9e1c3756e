// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.time.Duration;

/** Well-behaved senders beside bad ones, which must not notice them. */
final class GoodTraffic {

    static final Load LOAD = Load.of(4).resting(Duration.ofMillis(5));

    /** Far more than an unharmed server needs on two busy processors, far less than a time-out. */
    private static final Duration MOST_WAIT = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerProcess server;
    private final CountingReceiver receiver;
    private final LoadSenders senders;

    GoodTraffic(ServerProcess server, CountingReceiver receiver, LoadSenders senders) {
        this.server = server;
        this.receiver = receiver;
        this.senders = senders.start();
        awaitMore(50);
    }

    static GoodTraffic to(ServerProcess server, CountingReceiver receiver, int port) {
        return new GoodTraffic(server, receiver, new LoadSenders(port, LOAD));
    }

    /** Waits until so many more messages are acknowledged. */
    void awaitMore(int count) {
        int before = senders.count();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> senders.count() >= before + count);
    }

    /** Ends it, if it has not ended. */
    void end() throws InterruptedException {
        senders.stop();
    }

    /** Ends it: all has arrived, soon, and no connection was lost. */
    Reckoning mustBeUnharmed(String scenario) throws IOException, InterruptedException {
        senders.stop();
        Reckoning reckoning = Reckoning.whenDrained(server, receiver, senders, PATIENCE);
        reckoning.mustHold(
                "%s, good traffic acknowledged in %d ms (median), %d ms (99 %%)"
                        .formatted(
                                scenario,
                                senders.acknowledgedWithin(0.5).toMillis(),
                                senders.acknowledgedWithin(0.99).toMillis()));
        assertThat(senders.acknowledgedWithin(0.99)).isLessThan(MOST_WAIT);
        assertThat(senders.silences()).as("good connections lost").isZero();
        return reckoning;
    }
}
