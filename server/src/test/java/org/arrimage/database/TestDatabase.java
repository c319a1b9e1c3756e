// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import com.zaxxer.hikari.HikariDataSource;

import org.postgresql.ds.PGSimpleDataSource;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

/**
 * A fresh database for a test, with every module's schema, on one real PostgreSQL a JVM (kept in
 * {@code target/}, stopped at the JVM's end). Making one takes a tenth of a second.
 *
 * <pre>{@code
 * try (var database = TestDatabase.fresh()) {
 *     var log = new MessageLog(database.dataSource());
 * }
 * }</pre>
 *
 * <p>A Spring test takes {@link #properties()} through {@code @DynamicPropertySource}.
 */
public final class TestDatabase implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "test-postgres");
    private static final String TEMPLATE = "test_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name) {
        this.name = name;
        pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(url());
        pool.setUsername(username());
        pool.setPassword(password());
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(0);
    }

    /** A new database with every schema of the product; close it to drop it. */
    public static TestDatabase fresh() {
        return made(" TEMPLATE " + Server.TEMPLATE_READY);
    }

    /** A new database with nothing in it; close it to drop it. */
    public static TestDatabase empty() {
        return made("");
    }

    private static TestDatabase made(String how) {
        String name = "test_" + COUNT.incrementAndGet();
        try {
            administer("CREATE DATABASE " + name + how);
        } catch (SQLException failure) {
            throw new AssertionError("no fresh database", failure);
        }
        return new TestDatabase(name);
    }

    /** The PostgreSQL that all databases of this JVM live in. */
    public static EmbeddedPostgres server() {
        return Server.POSTGRES;
    }

    public DataSource dataSource() {
        return pool;
    }

    public String url() {
        return Server.POSTGRES.jdbcUrl(name);
    }

    public String username() {
        return Server.POSTGRES.username();
    }

    public String password() {
        return Server.POSTGRES.password();
    }

    /** The server's settings that lead to this database. */
    public Map<String, String> properties() {
        return Map.of(
                "arrimage.database.url", url(),
                "arrimage.database.username", username(),
                "arrimage.database.password", password());
    }

    @Override
    public void close() {
        pool.close();
        try {
            administer("DROP DATABASE " + name + " WITH (FORCE)");
        } catch (SQLException failure) {
            throw new AssertionError("cannot drop " + name, failure);
        }
    }

    private static void administer(String statement) throws SQLException {
        try (var connection = source("postgres").getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static DataSource source(String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(Server.POSTGRES.jdbcUrl(database));
        source.setUser(Server.POSTGRES.username());
        source.setPassword(Server.POSTGRES.password());
        return source;
    }

    /** Started by the first test that needs it. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();
        static final String TEMPLATE_READY = template();

        private static EmbeddedPostgres start() {
            var postgres = EmbeddedPostgres.start(FOLDER);
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            return postgres;
        }

        private static String template() {
            try {
                var left = new ArrayList<String>();
                try (var connection = source("postgres").getConnection();
                        var sql = connection.createStatement();
                        var rows =
                                sql.executeQuery(
                                        "SELECT datname FROM pg_database"
                                                + " WHERE datname LIKE 'test\\_%'")) {
                    while (rows.next()) {
                        left.add(rows.getString(1));
                    }
                }
                for (String name : left) {
                    administer("DROP DATABASE " + name + " WITH (FORCE)");
                }
                administer("CREATE DATABASE " + TEMPLATE);
                SchemaMigrations.migrate(source(TEMPLATE));
                return TEMPLATE;
            } catch (SQLException failure) {
                throw new AssertionError("no template database", failure);
            }
        }
    }
}
