// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.arrimage.copy.Structure;
import org.postgresql.ds.PGSimpleDataSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * A database that a copy is about to fill. An embedded one is made aside and takes its place in one
 * step by {@link #keep}; closed before that, nothing of it remains.
 */
public final class EmptyDatabase implements AutoCloseable {
    private final SchemaMigrations migrations;
    private final PGSimpleDataSource source;
    private final Optional<Aside> aside;
    private boolean kept;

    /** An embedded PostgreSQL in a folder that is not yet the one in force. */
    private record Aside(EmbeddedPostgres postgres, Path folder, Path target) {}

    private EmptyDatabase(
            SchemaMigrations migrations, PGSimpleDataSource source, Optional<Aside> aside) {
        this.migrations = migrations;
        this.source = source;
        this.aside = aside;
        source.setApplicationName("arrimage restore");
    }

    /**
     * The database that the settings name, if it is empty; or an embedded one for a data folder
     * that has none.
     *
     * @throws DatabaseException when something is there already: it is never overwritten
     */
    public static EmptyDatabase open(DatabaseSettings settings, Path data) {
        return open(settings, data, SchemaMigrations.product());
    }

    static EmptyDatabase open(DatabaseSettings settings, Path data, SchemaMigrations migrations) {
        return settings.existing()
                .map(url -> external(url, settings, migrations))
                .orElseGet(() -> {
                    Path target = data.toAbsolutePath().normalize().resolve("postgres");
                    if (Files.exists(target.resolve("cluster"))) {
                        throw new DatabaseException(
                                ("%s holds a database already, and it is never overwritten. Name"
                                                + " another data folder, or move that one away.")
                                        .formatted(target));
                    }
                    Optional<Path> programs = Optional.ofNullable(settings.programs());
                    return aside(target, ".restoring", programs, migrations);
                });
    }

    /** A new embedded one beside {@code target}, to take its place once it is full. */
    static EmptyDatabase aside(
            Path target, String suffix, Optional<Path> programs, SchemaMigrations migrations) {
        Path folder = target.resolveSibling(target.getFileName() + suffix);
        try {
            if (Files.isDirectory(folder)) {
                FolderLock.take(folder).close(); // says who, when another fills it now
                Folders.delete(folder);
            }
        } catch (IOException failure) {
            throw new DatabaseException(
                    "Cannot remove what an interrupted copy left in " + folder + ": " + failure,
                    failure);
        }
        var postgres = EmbeddedPostgres.start(folder, programs.orElse(folder));
        return new EmptyDatabase(
                migrations, source(postgres), Optional.of(new Aside(postgres, folder, target)));
    }

    private static EmptyDatabase external(
            String url, DatabaseSettings settings, SchemaMigrations migrations) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(settings.username());
        source.setPassword(settings.password());
        try (var connection = source.getConnection()) {
            for (String module : migrations.names()) {
                if (exists(connection, module)) {
                    throw new DatabaseException(
                            ("The database at %s is not empty: it has a schema %s, and it is never"
                                            + " overwritten. Name an empty one.")
                                    .formatted(url, module));
                }
            }
        } catch (SQLException failure) {
            throw new DatabaseException(
                    "The database at " + url + " does not answer: " + failure.getMessage(),
                    failure);
        }
        return new EmptyDatabase(migrations, source, Optional.empty());
    }

    private static boolean exists(Connection connection, String schema) throws SQLException {
        try (var query =
                connection.prepareStatement("select from pg_namespace where nspname = ?")) {
            query.setString(1, schema);
            return query.executeQuery().next();
        }
    }

    static PGSimpleDataSource source(EmbeddedPostgres postgres) {
        var source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl("postgres"));
        source.setUser(postgres.username());
        source.setPassword(postgres.password());
        return source;
    }

    /** Each connection is a new one. */
    public DataSource source() {
        return source;
    }

    /**
     * Makes the schemas as they were where the copy was made.
     *
     * @throws DatabaseException when this server does not know them: the copy is of a later one
     */
    public void migrateTo(List<Structure.Schema> schemas) {
        migrations.to(schemas, source);
    }

    /** Brings what was loaded to this server's version. */
    public void migrateToLatest() {
        migrations.toLatest(source);
    }

    /** Puts the database where the server looks for it. Nothing more can be read here then. */
    public void keep() {
        if (aside.isPresent()) {
            var made = aside.get();
            made.postgres().close();
            kept = true;
            try {
                if (Files.isDirectory(made.target())) {
                    Folders.delete(made.target()); // programs at most: it holds no cluster
                }
                Folders.rename(made.folder(), made.target());
            } catch (IOException failure) {
                throw new DatabaseException(
                        ("The copy is complete in %s and could not be renamed to %s (%s). Do it by"
                                        + " hand.")
                                .formatted(made.folder(), made.target(), failure),
                        failure);
            }
        }
        kept = true;
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        kept = true;
        try {
            if (aside.isPresent()) {
                aside.get().postgres().close();
                Folders.delete(aside.get().folder());
            } else {
                dropSchemas();
            }
        } catch (IOException | SQLException failure) {
            throw new DatabaseException(
                    "The copy did not succeed, and what it left could not be removed: " + failure,
                    failure);
        }
    }

    private void dropSchemas() throws SQLException {
        try (var connection = source.getConnection();
                var sql = connection.createStatement()) {
            for (String module : migrations.names()) {
                sql.execute("drop schema if exists \"" + module + "\" cascade");
            }
        }
    }
}
