// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The store of this server: one connection pool on the embedded PostgreSQL or on a given one, with
 * every module's schema up to date.
 */
public final class Database implements AutoCloseable {
    private final Optional<EmbeddedPostgres> embedded;
    private final HikariDataSource pool;
    private final String version;

    private Database(Optional<EmbeddedPostgres> embedded, HikariDataSource pool, String version) {
        this.embedded = embedded;
        this.pool = pool;
        this.version = version;
    }

    /** Who runs the database. */
    public enum Kind {
        /** This server does. */
        EMBEDDED,
        /** Someone else does, at a JDBC URL. */
        EXTERNAL
    }

    static Database open(DatabaseSettings settings, Path data) {
        if (settings.existing().isPresent()) {
            return open(settings, Optional.empty());
        }
        Path folder = data.resolve("postgres");
        Path programs = settings.programs() == null ? folder : settings.programs();
        MajorUpgrade.ifNeeded(folder, settings);
        var postgres = EmbeddedPostgres.start(folder, programs);
        try {
            return open(settings, Optional.of(postgres));
        } catch (RuntimeException failure) {
            postgres.close();
            throw failure;
        }
    }

    private static Database open(DatabaseSettings settings, Optional<EmbeddedPostgres> embedded) {
        var config = new HikariConfig();
        config.setPoolName("arrimage");
        config.setJdbcUrl(
                embedded.map(postgres -> postgres.jdbcUrl("postgres"))
                        .or(settings::existing)
                        .orElseThrow());
        config.setUsername(embedded.map(EmbeddedPostgres::username).orElse(settings.username()));
        config.setPassword(embedded.map(EmbeddedPostgres::password).orElse(settings.password()));
        config.setMaximumPoolSize(settings.pool());
        config.setMinimumIdle(Math.min(2, settings.pool()));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.addDataSourceProperty("ApplicationName", "arrimage");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The driver would otherwise put the values of a failed batch in its message.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        var pool = pool(config);
        try {
            SchemaMigrations.migrate(pool);
            try (var connection = pool.getConnection()) {
                String version = connection.getMetaData().getDatabaseProductVersion();
                return new Database(embedded, pool, version);
            }
        } catch (SQLException failure) {
            pool.close();
            throw new DatabaseException("The database does not answer: " + failure, failure);
        } catch (RuntimeException failure) {
            pool.close();
            throw failure;
        }
    }

    private static HikariDataSource pool(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException failure) {
            throw new DatabaseException(
                    "Cannot connect to "
                            + config.getJdbcUrl()
                            + " as "
                            + config.getUsername()
                            + " ("
                            + failure.getMessage()
                            + "). Check arrimage.database.url, username and password, and that"
                            + " PostgreSQL runs there.",
                    failure);
        }
    }

    public Kind kind() {
        return embedded.isPresent() ? Kind.EMBEDDED : Kind.EXTERNAL;
    }

    /** PostgreSQL's version as it states it, for instance {@code 18.6}. */
    public String version() {
        return version;
    }

    /** The embedded one, when that is what runs. */
    public Optional<EmbeddedPostgres> embedded() {
        return embedded;
    }

    HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedPostgres::close);
    }
}
