// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/**
 * The wrapped keys of the database together with the keys that wrap them, which come from
 * elsewhere. Which KEK is the newest is the database's to say, in the transaction that uses it:
 * nothing here has to be put right after a failure.
 */
final class Keyring {

    private static final int SECRET_BYTES = 32;
    private static final String INDEX_SECRET = "index secret";

    private final KeyTable table;
    private final TransactionTemplate transaction;
    private final KeyOrigin origin;
    private final InstantSource clock;
    private final SecureRandom chance = new SecureRandom();
    private final Map<Integer, WrappingKey> keks = new ConcurrentHashMap<>();

    Keyring(DataSource database, KeyOrigin origin, InstantSource clock) {
        this.table = new KeyTable(JdbcClient.create(database));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        // A key that is handed out is on file, whatever becomes of a transaction around the call.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.origin = origin;
        this.clock = clock;
    }

    KeyOrigin origin() {
        return origin;
    }

    /**
     * The index secret; the first time, with the first KEK and a new secret.
     *
     * @throws KeyUnavailable if this database knows a KEK that is not there
     */
    byte[] open() {
        return locked(() -> {
            if (table.keks().isEmpty()) {
                WrappingKey first =
                        origin.after(0, chance)
                                .orElseThrow(() ->
                                        new KeyUnavailable(
                                                "There is no key in "
                                                        + origin.name()
                                                        + ". Put one there: 1: followed by the"
                                                        + " output of openssl rand -base64 32."));
                table.addKek(first, clock.instant());
            }
            WrappingKey newest = newest();
            Optional<KeyTable.Row> kept = table.indexSecret();
            if (kept.isPresent()) {
                return unwrapIndexSecret(kept.get());
            }
            byte[] secret = secret();
            table.putIndexSecret(
                    new KeyTable.Row(
                            0, newest.wrap(secret, INDEX_SECRET, chance), newest.number()));
            return secret;
        });
    }

    /** A new data key, on file. */
    DataKey make() {
        return locked(() -> {
            WrappingKey newest = newest();
            int number = table.nextDataKey();
            byte[] secret = secret();
            table.addDataKey(
                    new KeyTable.Row(
                            number,
                            newest.wrap(secret, dataKeyName(number), chance),
                            newest.number()),
                    clock.instant());
            return DataKey.made(number, aes(secret), chance.nextInt());
        });
    }

    /** A data key that is on file. */
    DataKey find(int number) {
        KeyTable.Row row =
                table.dataKey(number)
                        .orElseThrow(() ->
                                new KeyUnavailable(
                                        "Data key "
                                                + number
                                                + " is not in this database. What it sealed came"
                                                + " from another one, or from a later state of"
                                                + " this one."));
        return DataKey.readBack(
                number, aes(kek(row.kek()).unwrap(row.wrapped(), dataKeyName(number))));
    }

    void retire(DataKey key) {
        table.retire(key.id(), clock.instant());
    }

    /**
     * Wraps everything anew with the next KEK, all in one transaction: should it fail anywhere, the
     * KEK of before goes on.
     *
     * @return the new KEK's number; empty when the origin has none newer
     */
    Optional<Integer> rotateKek() {
        return locked(() -> {
            WrappingKey before = newest();
            Optional<WrappingKey> next = origin.after(before.number(), chance);
            next.ifPresent(this::rewrapAll);
            return next.map(WrappingKey::number);
        });
    }

    private void rewrapAll(WrappingKey next) {
        table.addKek(next, clock.instant());
        for (KeyTable.Row row : table.dataKeys()) {
            String what = dataKeyName(row.number());
            byte[] secret = kek(row.kek()).unwrap(row.wrapped(), what);
            table.rewrap(
                    new KeyTable.Row(row.number(), next.wrap(secret, what, chance), next.number()));
        }
        table.indexSecret()
                .map(this::unwrapIndexSecret)
                .map(secret -> next.wrap(secret, INDEX_SECRET, chance))
                .ifPresent(wrapped ->
                        table.putIndexSecret(new KeyTable.Row(0, wrapped, next.number())));
    }

    /** Every KEK this database ever knew, newest first. */
    List<KeyTable.Kek> keks() {
        return table.keks();
    }

    int dataKeys() {
        return table.count();
    }

    Instant now() {
        return clock.instant();
    }

    private byte[] unwrapIndexSecret(KeyTable.Row row) {
        return kek(row.kek()).unwrap(row.wrapped(), INDEX_SECRET);
    }

    private WrappingKey newest() {
        return kek(table.keks().getFirst().number());
    }

    private WrappingKey kek(int number) {
        return keks.computeIfAbsent(number, this::load);
    }

    private WrappingKey load(int number) {
        String place = origin.place(number);
        String mend =
                "Put it back from where it was saved, for instance with: arrimage keys restore --in"
                        + " FILE --data DIR. A new key would open nothing of what this database"
                        + " holds, so none is made.";
        WrappingKey key =
                origin.find(number)
                        .orElseThrow(() ->
                                new KeyUnavailable(
                                        "Key kek-%d is missing: %s. %s"
                                                .formatted(number, place, mend)));
        Optional<String> expected = table.kek(number).map(KeyTable.Kek::fingerprint);
        if (expected.isPresent() && !expected.get().equals(key.fingerprint())) {
            throw new KeyUnavailable(
                    "%s holds another key than this database's kek-%d (fingerprint %s, expected %s). %s"
                            .formatted(place, number, key.fingerprint(), expected.get(), mend));
        }
        return key;
    }

    private <T> T locked(Supplier<T> work) {
        return transaction.execute(_ -> {
            table.lock();
            return work.get();
        });
    }

    private byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        chance.nextBytes(secret);
        return secret;
    }

    private static SecretKey aes(byte[] secret) {
        return new SecretKeySpec(secret, "AES");
    }

    private static String dataKeyName(int number) {
        return "data key " + number;
    }
}
