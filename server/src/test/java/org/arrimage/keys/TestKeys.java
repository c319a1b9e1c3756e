// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

import javax.sql.DataSource;

/** Real keys for tests: wrapped in the given database, their KEK in {@code keys/} of a folder. */
public final class TestKeys {
    private TestKeys() {}

    /** Open ones; the caller stops them. */
    public static Keys on(DataSource database, Path data, InstantSource clock) {
        Keys keys = closed(database, KeyOrigin.of("data", data, _ -> Optional.empty()), clock);
        keys.start();
        return keys;
    }

    static Keys closed(DataSource database, KeyOrigin origin, InstantSource clock) {
        return new Keys(new Keyring(database, origin, clock));
    }

    /** The keys of archives, with the KEK of the same folder. */
    public static ArchiveKeys archives(Path data) {
        return new ArchiveKeys(KeyOrigin.of("data", data, _ -> Optional.empty()));
    }
}
