// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the store.
 *
 * @param url JDBC URL of an existing PostgreSQL 16 or later; absent = the embedded one in the data
 *     folder
 * @param username account at {@code url}; not used by the embedded one
 * @param password its password; not used by the embedded one
 * @param programs where the embedded one's programs are unpacked; absent = beside its data. Sharing
 *     one folder saves 60 MB and two seconds to each new data folder
 * @param formerPrograms where the programs of the embedded one's major version before are, for the
 *     first start after an upgrade: a folder with {@code bin} in it, or the jar that the former
 *     version of the server carried; absent = a database of a former major version is refused
 * @param pool most connections open at once; 1 to 60
 * @param patience longest wait for a connection before the caller gets an error
 */
@ConfigurationProperties("arrimage.database")
public record DatabaseSettings(
        @Nullable String url,
        @DefaultValue("arrimage") String username,
        @DefaultValue("") String password,
        @Nullable Path programs,
        @Nullable Path formerPrograms,
        @DefaultValue("16") int pool,
        @DefaultValue("10s") Duration patience) {
    private static final int LARGEST_POOL = 60;

    public DatabaseSettings {
        if (pool < 1 || pool > LARGEST_POOL) {
            throw new IllegalArgumentException(
                    "arrimage.database.pool must be 1 to " + LARGEST_POOL + ", got " + pool);
        }
        if (patience.compareTo(Duration.ofMillis(250)) < 0) {
            throw new IllegalArgumentException(
                    "arrimage.database.patience must be at least 250ms, got " + patience);
        }
        if (url != null && !url.isBlank() && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "arrimage.database.url must begin with jdbc:postgresql:");
        }
    }

    /** Where an existing PostgreSQL is, if one is given. */
    public Optional<String> existing() {
        return Optional.ofNullable(url).filter(given -> !given.isBlank());
    }

    /** Where the programs of the major version before are, if they are given. */
    public Optional<Path> former() {
        return Optional.ofNullable(formerPrograms);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + url + ", username=" + username + ", pool=" + pool + "]";
    }
}
