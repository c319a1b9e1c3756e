// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import java.io.IOException;
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
    private static final Pattern MODULE = Pattern.compile("db/migration/([a-z_]+)/[^/]+\\.sql$");

    private SchemaMigrations() {}

    static void migrate(DataSource database) {
        for (String module : modules()) {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration/" + module)
                    .schemas(module)
                    .defaultSchema(module)
                    .createSchemas(true)
                    .failOnMissingLocations(true)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        }
    }

    static SortedSet<String> modules() {
        var modules = new TreeSet<String>();
        try {
            var found =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:db/migration/*/*.sql");
            for (var script : found) {
                var matcher = MODULE.matcher(script.getURL().toString());
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
