// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL dies, is restarted, stands still or has no connection left, while messages flow: the
 * senders wait or are told that nothing was recorded, and what was acknowledged arrives.
 */
class PostgresFaultTests {

    private static final int REPEATS = Integer.getInteger("faults", 3);

    /** In the campaign longer than the server lets a sender wait for the disk. */
    private static final int STANDSTILL_SECONDS = Integer.getInteger("standstill.seconds", 5);

    private static final Random CHANCE = new Random(Long.getLong("seed", 20_261_125));
    private static final Duration REVIVAL = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static ServerProcess server;
    private CountingReceiver receiver;
    private LoadSenders senders;

    @BeforeAll
    static void startServer() throws Exception {
        server = Launch.fast(folder).with("--arrimage.database.patience=2s").start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() throws Exception {
        receiver = new CountingReceiver();
        Network network = new Network(receiver.address());
        network.load(server);
        senders = new LoadSenders(network.port(), Load.of(8).patientFor(Duration.ofSeconds(40)));
        senders.start();
        awaitMore();
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
    }

    @Test
    void revivesAPostgresqlThatWasKilled() throws Exception {
        for (int i = 0; i < REPEATS; i++) {
            receiver.nextLife();
            server.postgres().killPostmaster();
            awaitMore();
            receiver.nextLife();
            awaitMore();
        }

        reckon("PostgreSQL killed " + REPEATS + " times");
    }

    @Test
    void outlivesTheDeathOfOneBackend() throws Exception {
        for (int i = 0; i < REPEATS; i++) {
            receiver.nextLife();
            server.postgres().killOneBackend(CHANCE);
            awaitMore();
            receiver.nextLife();
            awaitMore();
        }

        reckon("one backend killed " + REPEATS + " times");
    }

    @Test
    void goesOnAfterAnOrderlyRestart() throws Exception {
        for (int i = 0; i < REPEATS; i++) {
            receiver.nextLife();
            server.postgres().stopInOrder();
            awaitMore();
            receiver.nextLife();
            awaitMore();
        }

        reckon("PostgreSQL restarted in order " + REPEATS + " times");
    }

    @Test
    void waitsForAPostgresqlThatStandsStill() throws Exception {
        server.postgres().freeze();
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        int whileFrozen = senders.count();
        LockSupport.parkNanos(Duration.ofSeconds(STANDSTILL_SECONDS).toNanos());
        int atTheEnd = senders.count();
        server.postgres().thaw();
        awaitMore();

        assertThat(atTheEnd)
                .as("nothing is acknowledged that is not on disk")
                .isEqualTo(whileFrozen);
        reckon("PostgreSQL stood still for %d s".formatted(STANDSTILL_SECONDS));
    }

    @Test
    void keepsItsPromiseOnAPostgresqlThatStutters() throws Exception {
        for (int i = 0; i < 8 * REPEATS; i++) {
            server.postgres().freeze();
            LockSupport.parkNanos(Duration.ofMillis(CHANCE.nextInt(50, 500)).toNanos());
            server.postgres().thaw();
            LockSupport.parkNanos(Duration.ofMillis(CHANCE.nextInt(10, 200)).toNanos());
        }
        awaitMore();

        reckon("PostgreSQL stuttered " + 8 * REPEATS + " times");
    }

    @Test
    void comesBackWhenOthersHadTakenEveryConnection() throws Exception {
        receiver.nextLife();
        int whileNoneIsFree;
        int atTheEnd;
        try (ConnectionHogs hogs = new ConnectionHogs(server.data())) {
            hogs.takeAll(server);
            // What was recorded before may still be acknowledged.
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            whileNoneIsFree = senders.count();
            LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
            atTheEnd = senders.count();
        }
        awaitMore();
        receiver.nextLife();

        assertThat(atTheEnd).as("nothing is acknowledged unrecorded").isEqualTo(whileNoneIsFree);
        reckon("every connection was taken for 4 s");
        server.awaitHealthy(REVIVAL);
    }

    private void reckon(String scenario) throws Exception {
        senders.stop();
        Reckoning reckoning =
                Reckoning.whenDrained(server, receiver, senders, Duration.ofSeconds(30));
        reckoning.mustHold(
                "%s (%d refusals, %d silences)"
                        .formatted(scenario, senders.refusals(), senders.silences()));
        reckoning.mustAllHaveArrived();
        server.awaitHealthy(REVIVAL);
    }

    private void awaitMore() {
        int before = senders.count();
        Awaitility.await()
                .atMost(REVIVAL)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> senders.count() > before + 300);
    }
}
