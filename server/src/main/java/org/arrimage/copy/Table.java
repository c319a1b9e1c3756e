// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as the catalogue describes it.
 *
 * @param schema its schema, which bears the name of the module it belongs to
 * @param name its name there
 * @param columns those that hold values of their own, in order; computed ones are left out
 * @param partitioned whether its rows are in partitions and not in itself
 * @param options storage parameters, as {@code name=value}
 * @param partition what it is a partition of, if it is one
 */
public record Table(
        String schema,
        String name,
        List<Column> columns,
        boolean partitioned,
        List<String> options,
        Optional<Partition> partition) {

    public Table {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }

    /**
     * A column.
     *
     * @param type as {@code format_type} names it
     */
    public record Column(String name, String type) {}

    /**
     * How a partition hangs from its parent: what it takes to make it again.
     *
     * @param bound {@code FOR VALUES …} or {@code DEFAULT}, as PostgreSQL writes it
     * @param key {@code LIST (…)} and the like when it has partitions itself; otherwise empty
     */
    public record Partition(String parentSchema, String parentName, String bound, String key) {
        String parent() {
            return Sql.name(parentSchema, parentName);
        }
    }

    /** Schema and name, quoted: how it is named in a statement and in a report. */
    public String qualified() {
        return Sql.name(schema, name);
    }

    /** Schema and name for people. */
    public String label() {
        return schema + "." + name;
    }

    String columnList() {
        return columns.stream()
                .map(column -> Sql.quoted(column.name()))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
