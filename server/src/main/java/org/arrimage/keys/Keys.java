// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.arrimage.kernel.ClockMoved;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The keys of this server: the data key to seal with now, any earlier one to open with, and secrets
 * for keyed hashes (decision 0010). Opens before whatever reads or writes what is sealed.
 */
@Component
public final class Keys implements SmartLifecycle {

    /** After the database, before the routes (50) and the log (100). */
    public static final int PHASE = 20;

    /** How long one data key seals, in business time: what one key can reveal is a day. */
    static final Duration LIFE = Duration.ofDays(1);

    /** A key is replaced at half of what it may seal, which leaves hours to do it. */
    private static final long ENOUGH_SEALS = DataKey.MOST_SEALS / 2;

    /** Data keys kept in memory; past that they are read again. Ten years of one a day. */
    private static final int MOST_IN_MEMORY = 4_096;

    /** Longest real time between the end of a key's life and its successor. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);

    private final Keyring ring;
    private final Map<Integer, DataKey> known = new ConcurrentHashMap<>();
    private final Map<String, SecretKey> indexes = new ConcurrentHashMap<>();
    private final ReentrantLock rotating = new ReentrantLock();
    private volatile @Nullable Open open;

    /** What there is once the keys are open. */
    private record Open(DataKey current, Instant since, byte[] indexSecret, Thread watch) {}

    Keys(Keyring ring) {
        this.ring = ring;
    }

    /** The data key to seal with now. Costs one read of memory. */
    public DataKey current() {
        return open().current();
    }

    /**
     * The data key of a number, to open what it sealed.
     *
     * @throws KeyUnavailable if the number is unknown or the key that wraps it is absent
     */
    public DataKey find(int id) {
        DataKey there = known.get(id);
        if (there != null) {
            return there;
        }
        if (known.size() >= MOST_IN_MEMORY) {
            known.clear();
        }
        return known.computeIfAbsent(id, ring::find);
    }

    /**
     * A secret of 256 bits for keyed hashes (HMAC-SHA256), the same for ever: neither the rotation
     * of data keys nor that of the KEK changes it.
     *
     * @param purpose what it is for, in ASCII; each purpose has its own secret, and none can be
     *     computed from another
     */
    public SecretKey index(String purpose) {
        return indexes.computeIfAbsent(purpose, this::derive);
    }

    private SecretKey derive(String purpose) {
        byte[] info = ("arrimage index " + purpose).getBytes(StandardCharsets.US_ASCII);
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(open().indexSecret())
                                    .thenExpand(info, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
        }
    }

    /** Makes a new data key and seals with it from now on. Earlier ones stay, for opening. */
    DataKey rotate() {
        rotating.lock();
        try {
            Open before = open();
            Instant now = ring.now();
            DataKey next = remember(ring.make());
            open = new Open(next, now, before.indexSecret(), before.watch());
            ring.retire(before.current());
            LOG.info("Sealing with data key {}", next.id());
            return next;
        } finally {
            rotating.unlock();
        }
    }

    /**
     * Wraps every key anew with the next KEK.
     *
     * @return its number; empty when the origin has none newer
     */
    Optional<Integer> rotateKek() {
        rotating.lock();
        try {
            Optional<Integer> next = ring.rotateKek();
            next.ifPresent(number -> LOG.info("Every key is wrapped with kek-{} now", number));
            return next;
        } finally {
            rotating.unlock();
        }
    }

    /** Since when, in business time, the current data key seals. */
    Instant since() {
        return open().since();
    }

    Keyring ring() {
        return ring;
    }

    @EventListener
    void clockMoved(ClockMoved event) {
        if (isRunning()) {
            rotateIfDue();
        }
    }

    private void rotateIfDue() {
        rotating.lock();
        try {
            Open now = open();
            boolean old = !ring.now().isBefore(now.since().plus(LIFE));
            if (old || now.current().sealed() >= ENOUGH_SEALS) {
                rotate();
            }
        } finally {
            rotating.unlock();
        }
    }

    private DataKey remember(DataKey key) {
        known.put(key.id(), key);
        return key;
    }

    @Override
    public void start() {
        byte[] indexSecret = ring.open();
        Instant now = ring.now();
        DataKey first = remember(ring.make());
        Thread watch = Thread.ofVirtual().name("keys-watch").unstarted(this::watch);
        open = new Open(first, now, indexSecret, watch);
        watch.start();
    }

    private void watch() {
        boolean troubled = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(TICK);
                rotateIfDue();
                troubled = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The edge of the loop: the database may be away. The key of before goes on, each
                // tick tries again, and the log hears of it once.
                if (!troubled) {
                    LOG.warn("No new data key could be made yet", e);
                }
                troubled = true;
            }
        }
    }

    @Override
    public void stop() {
        Open closing = open;
        open = null;
        if (closing != null) {
            closing.watch().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return open != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Open open() {
        Open now = open;
        if (now == null) {
            throw new IllegalStateException("the keys are not open");
        }
        return now;
    }
}
