// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.arrimage.copy.Structure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/**
 * Brings every module's schema up to date. A module that stores has its migrations in {@code
 * db/migration/<module>/}, a schema of its own name, and its own history in it: modules are moved,
 * read and dropped one by one.
 */
final class SchemaMigrations {
    private static final String PRODUCT = "db/migration";

    private final String root;

    /**
     * Migrations that lie elsewhere.
     *
     * @param root folder of the class path with a folder for each module
     */
    SchemaMigrations(String root) {
        this.root = root;
    }

    /** The product's own. */
    static SchemaMigrations product() {
        return new SchemaMigrations(PRODUCT);
    }

    static void migrate(DataSource database) {
        product().toLatest(database);
    }

    static SortedSet<String> modules() {
        return product().names();
    }

    /** Brings every module to its last version. */
    void toLatest(DataSource database) {
        for (String module : names()) {
            flyway(database, module, MigrationVersion.LATEST).migrate();
        }
    }

    /**
     * Brings each of these modules to exactly the version it had where a copy was made.
     *
     * @throws DatabaseException when this server does not know one of them, or knows it otherwise
     */
    void to(List<Structure.Schema> schemas, DataSource database) {
        for (Structure.Schema schema : schemas) {
            expectKnown(schema, database);
        }
        for (Structure.Schema schema : schemas) {
            var version =
                    schema.migrations().isEmpty()
                            ? MigrationVersion.EMPTY
                            : MigrationVersion.fromVersion(schema.version());
            flyway(database, schema.name(), version).migrate();
        }
    }

    private void expectKnown(Structure.Schema schema, DataSource database) {
        if (!names().contains(schema.name())) {
            throw new DatabaseException(
                    ("The copy holds a module %s that this server does not have. Use the version of"
                                    + " the server that made it, or a later one.")
                            .formatted(schema.name()));
        }
        Map<String, Integer> known = new HashMap<>();
        for (var migration :
                flyway(database, schema.name(), MigrationVersion.LATEST).info().all()) {
            if (migration.getVersion() != null && migration.getChecksum() != null) {
                known.put(migration.getVersion().getVersion(), migration.getChecksum());
            }
        }
        for (Structure.Migration migration : schema.migrations()) {
            Integer checksum = known.get(migration.version());
            if (checksum == null) {
                throw new DatabaseException(
                        ("Module %s of the copy is at version %s; this server knows only %s. Use"
                             + " the version of the server that made it, or a later one.")
                                .formatted(
                                        schema.name(), schema.version(), sorted(known.keySet())));
            }
            if (checksum != migration.checksum()) {
                throw new DatabaseException(
                        ("Version %s of module %s was made by another text of the migration than"
                             + " this server's. Use the version of the server that made the copy.")
                                .formatted(migration.version(), schema.name()));
            }
        }
    }

    private static List<String> sorted(Set<String> versions) {
        return versions.stream()
                .map(MigrationVersion::fromVersion)
                .sorted()
                .map(MigrationVersion::getVersion)
                .toList();
    }

    private Flyway flyway(DataSource database, String module, MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + root + "/" + module)
                .schemas(module)
                .defaultSchema(module)
                .createSchemas(true)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .target(target)
                .load();
    }

    /** Every module that has migrations. */
    SortedSet<String> names() {
        var pattern = Pattern.compile(Pattern.quote(root) + "/([a-z_]+)/[^/]+\\.sql$");
        var modules = new TreeSet<String>();
        try {
            var found =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + root + "/*/*.sql");
            for (var script : found) {
                var matcher = pattern.matcher(script.getURL().toString());
                if (matcher.find()) {
                    modules.add(matcher.group(1));
                }
            }
        } catch (IOException failure) {
            throw new DatabaseException("Cannot list the migrations on the class path", failure);
        }
        return modules;
    }
}
