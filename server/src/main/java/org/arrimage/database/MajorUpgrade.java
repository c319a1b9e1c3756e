// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.arrimage.copy.Difference;
import org.arrimage.copy.Loader;
import org.arrimage.copy.Snapshot;
import org.arrimage.copy.Summaries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The embedded PostgreSQL's step from one major version to the next, whose files differ: both run
 * side by side, everything is copied and compared, and the folders change places. Until the last
 * rename the old one is in force; after it the old one stays beside, as {@code postgres-17}, until
 * a person removes it. Decision 0015.
 */
final class MajorUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(MajorUpgrade.class);

    private final Path folder;
    private final Path programs;
    private final DatabaseSettings settings;
    private final SchemaMigrations migrations;

    MajorUpgrade(Path folder, DatabaseSettings settings, SchemaMigrations migrations) {
        this.folder = folder.toAbsolutePath().normalize();
        this.programs = settings.programs() == null ? this.folder : settings.programs();
        this.settings = settings;
        this.migrations = migrations;
    }

    /** Upgrades the database of a folder when the server's programs are of a later major. */
    static void ifNeeded(Path folder, DatabaseSettings settings) {
        var upgrade = new MajorUpgrade(folder, settings, SchemaMigrations.product());
        try {
            upgrade.undoHalfSwitch();
            upgrade.run();
        } catch (IOException | SQLException failure) {
            throw new DatabaseException(
                    ("The database in %s could not be brought to the new major version of"
                                    + " PostgreSQL (%s). The old one is untouched and in force.")
                            .formatted(folder, failure),
                    failure);
        }
    }

    /** A cut between the two renames left the old database under its second name only. */
    void undoHalfSwitch() throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            Optional<Path> former =
                    siblings.filter(each ->
                                    each.getFileName()
                                            .toString()
                                            .matches(folder.getFileName() + "-[0-9]+"))
                            .max(Path::compareTo);
            if (former.isPresent()) {
                LOG.warn("An upgrade was cut: {} is in force again", former.get());
                Folders.rename(former.get(), folder);
            }
        }
    }

    private void run() throws IOException, SQLException {
        var there = PostgresCluster.major(folder);
        if (there.isEmpty()) {
            return;
        }
        int old = there.getAsInt();
        int ours = PostgresBinaries.unpackedIn(programs.toAbsolutePath().normalize()).major();
        if (old == ours) {
            return;
        }
        if (old > ours) {
            throw new DatabaseException(
                    ("The database in %s is of PostgreSQL %d; this server carries %d. Use the"
                                    + " version of the server that made it, or a later one.")
                            .formatted(folder, old, ours));
        }
        var former = settings.former();
        if (former.isEmpty()) {
            throw new DatabaseException(
                    ("The database in %s is of PostgreSQL %d; this server carries %d. Give the"
                         + " former programs with arrimage.database.former-programs (a folder with"
                         + " bin/postgres, or the jar that the former version carried) and start"
                         + " again; or make a backup with the former version and restore it with"
                         + " this one.")
                            .formatted(folder, old, ours));
        }
        var binaries = PostgresBinaries.given(former.get(), folder);
        if (binaries.major() != old) {
            throw new DatabaseException(
                    ("arrimage.database.former-programs gives PostgreSQL %d, and the database in %s"
                                    + " is of %d.")
                            .formatted(binaries.major(), folder, old));
        }
        upgrade(old, ours, binaries);
    }

    private void upgrade(int old, int ours, PostgresBinaries binaries)
            throws IOException, SQLException {
        LOG.warn("Copying the database in {} from PostgreSQL {} to {}", folder, old, ours);
        Path kept = folder.resolveSibling(folder.getFileName() + "-" + old);
        if (Files.exists(kept)) {
            throw new DatabaseException(
                    kept + " is there already, of an earlier upgrade. Move it away first.");
        }
        var shared = Optional.ofNullable(settings.programs());
        try (var target = EmptyDatabase.aside(folder, ".upgrading", shared, migrations)) {
            try (var postgres =
                    EmbeddedPostgres.start(folder, binaries, PostgresAccount.choose())) {
                copy(postgres, target);
            }
            Folders.rename(folder, kept);
            target.keep();
        }
        LOG.warn("PostgreSQL {} is in force; the old database is kept in {}", ours, kept);
    }

    private static void copy(EmbeddedPostgres old, EmptyDatabase target)
            throws IOException, SQLException {
        try (var snapshot = Snapshot.open(EmptyDatabase.source(old))) {
            target.migrateTo(snapshot.structure().schemas());
            try (var loader = new Loader(target.source().getConnection())) {
                snapshot.copyTo(loader);
                loader.commit();
                var differences =
                        Difference.between(loader.loaded(), Summaries.of(target.source()));
                if (!differences.isEmpty()) {
                    throw new DatabaseException(
                            "The copy is not the same as the original, and is thrown away: "
                                    + differences);
                }
            }
        }
    }
}
