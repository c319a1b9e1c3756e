// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.util.List;

/**
 * What there is to copy.
 *
 * @param schemas each module's schema and the migrations that made it
 * @param tables all tables but the migrations' histories, in an order in which they can be loaded:
 *     a partition after its parent, a table after those it refers to
 */
public record Structure(List<Schema> schemas, List<Table> tables) {

    public Structure {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    /**
     * A module's schema.
     *
     * @param name the module's name
     * @param migrations those that were applied, in order
     */
    public record Schema(String name, List<Migration> migrations) {
        public Schema {
            migrations = List.copyOf(migrations);
        }

        /** The version of its last migration; empty text when it has none. */
        public String version() {
            return migrations.isEmpty() ? "" : migrations.getLast().version();
        }
    }

    /**
     * An applied migration.
     *
     * @param checksum of its text, as Flyway computes it
     */
    public record Migration(String version, int checksum) {}

    /** The tables that hold rows themselves. */
    public List<Table> leaves() {
        return tables.stream().filter(table -> !table.partitioned()).toList();
    }
}
