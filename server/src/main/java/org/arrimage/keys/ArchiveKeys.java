// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.arrimage.kernel.ServerSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * Wraps the keys of archives that leave this server, directly with the KEK: what is wrapped here
 * opens where there is no database yet. Reads no key of the database.
 */
@Component
public final class ArchiveKeys {
    private final KeyOrigin origin;
    private final SecureRandom chance = new SecureRandom();

    @Autowired
    ArchiveKeys(KeySettings settings, ServerSettings server) {
        this(
                KeyOrigin.of(
                        settings.origin(),
                        server.data(),
                        name -> Optional.ofNullable(System.getenv(name))));
    }

    ArchiveKeys(KeyOrigin origin) {
        this.origin = origin;
    }

    /**
     * A wrapped key, and which KEK opens it; may be shown to anyone.
     *
     * @param kek the KEK's number
     * @param fingerprint what identifies that KEK without revealing it
     * @param bytes in Base64
     */
    public record Wrapped(int kek, String fingerprint, String bytes) {
        public Wrapped {
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /**
     * Wraps with the KEK that the database names as its newest.
     *
     * @param database where to read which one that is
     * @param what says what the key is for; unwrapping needs the same
     * @throws KeyUnavailable if the database knows no KEK, or it is not there
     */
    public Wrapped wrap(byte[] secret, String what, Connection database) throws SQLException {
        try (var query =
                        database.prepareStatement(
                                "select id, fingerprint from keys.kek order by id desc limit 1");
                var row = query.executeQuery()) {
            if (!row.next()) {
                throw new KeyUnavailable("This database knows no key-encryption key yet.");
            }
            var key = key(row.getInt(1), row.getString(2));
            return new Wrapped(
                    key.number(),
                    key.fingerprint(),
                    Base64.getEncoder().encodeToString(key.wrap(secret, what, chance)));
        }
    }

    /**
     * The key that was wrapped.
     *
     * @throws KeyUnavailable if its KEK is not there, or another bears its number
     * @throws Tampered if it does not verify
     */
    public byte[] unwrap(Wrapped wrapped, String what) {
        try {
            return key(wrapped.kek(), wrapped.fingerprint())
                    .unwrap(Base64.getDecoder().decode(wrapped.bytes()), what);
        } catch (IllegalArgumentException notBase64) {
            throw new Tampered("the wrapped " + what + " is not Base64", notBase64);
        }
    }

    private WrappingKey key(int number, String fingerprint) {
        var key =
                origin.find(number)
                        .orElseThrow(() ->
                                new KeyUnavailable(
                                        ("Key kek-%d (fingerprint %s) is missing: %s. Put it back"
                                             + " from where it was saved, for instance with:"
                                             + " arrimage keys restore --in FILE --data DIR.")
                                                .formatted(
                                                        number,
                                                        fingerprint,
                                                        origin.place(number))));
        if (!key.fingerprint().equals(fingerprint)) {
            throw new KeyUnavailable(
                    ("%s holds another key than the kek-%d that is needed (fingerprint %s, expected"
                                    + " %s).")
                            .formatted(
                                    origin.place(number), number, key.fingerprint(), fingerprint));
        }
        return key;
    }
}
