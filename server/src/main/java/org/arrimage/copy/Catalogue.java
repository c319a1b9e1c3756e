// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads from PostgreSQL's catalogue what there is to copy. A schema is the product's when it holds
 * a history of migrations.
 */
final class Catalogue {
    static final String HISTORY = "flyway_schema_history";

    private static final String TABLES =
            """
            select n.nspname, c.relname, c.relkind = 'p' as partitioned,
                   coalesce(c.reloptions, '{}') as options,
                   coalesce(pn.nspname, '') as parent_schema, coalesce(p.relname, '') as parent,
                   coalesce(pg_get_expr(c.relpartbound, c.oid), '') as bound,
                   coalesce(pg_get_partkeydef(c.oid), '') as key,
                   array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                           and a.attgenerated = '' order by a.attnum) as columns,
                   array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                           and a.attgenerated = '' order by a.attnum) as types
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
                 left join pg_class p on p.oid = i.inhparent
                 left join pg_namespace pn on pn.oid = p.relnamespace
            where c.relkind in ('r', 'p') and c.relname <> 'flyway_schema_history'
              and exists (select from pg_class h where h.relnamespace = n.oid
                          and h.relname = 'flyway_schema_history')
            order by 1, 2
            """;

    private static final String REFERENCES =
            """
            select n.nspname, c.relname, fn.nspname as to_schema, f.relname as to_name
            from pg_constraint k
                 join pg_class c on c.oid = k.conrelid
                 join pg_namespace n on n.oid = c.relnamespace
                 join pg_class f on f.oid = k.confrelid
                 join pg_namespace fn on fn.oid = f.relnamespace
            where k.contype = 'f' and k.conrelid <> k.confrelid
            """;

    private static final String SEQUENCES =
            """
            select n.nspname, c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'S'
              and exists (select from pg_class h where h.relnamespace = n.oid
                          and h.relname = 'flyway_schema_history')
            order by 1, 2
            """;

    private Catalogue() {}

    static Structure structure(Connection connection) throws SQLException {
        return new Structure(schemas(connection), ordered(tables(connection), connection));
    }

    static List<SequenceValue> sequences(Connection connection) throws SQLException {
        var values = new ArrayList<SequenceValue>();
        for (String[] each : rowsOf(connection, SEQUENCES)) {
            try (var sql = connection.createStatement();
                    var row =
                            sql.executeQuery(
                                    "select last_value, is_called from "
                                            + Sql.name(each[0], each[1]))) {
                row.next();
                values.add(new SequenceValue(each[0], each[1], row.getLong(1), row.getBoolean(2)));
            }
        }
        return values;
    }

    private static List<Structure.Schema> schemas(Connection connection) throws SQLException {
        var schemas = new ArrayList<Structure.Schema>();
        String holders =
                "select schemaname, tablename from pg_tables where tablename = '"
                        + HISTORY
                        + "' order by 1";
        for (String[] each : rowsOf(connection, holders)) {
            var migrations = new ArrayList<Structure.Migration>();
            try (var sql = connection.createStatement();
                    var rows =
                            sql.executeQuery(
                                    "select version, coalesce(checksum, 0) from "
                                            + Sql.name(each[0], HISTORY)
                                            + " where success and version is not null"
                                            + " order by installed_rank")) {
                while (rows.next()) {
                    migrations.add(new Structure.Migration(rows.getString(1), rows.getInt(2)));
                }
            }
            schemas.add(new Structure.Schema(each[0], migrations));
        }
        return schemas;
    }

    private static List<Table> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<Table>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(table(rows));
            }
        }
        return tables;
    }

    private static Table table(ResultSet row) throws SQLException {
        var names = texts(row.getArray("columns"));
        var types = texts(row.getArray("types"));
        var columns = new ArrayList<Table.Column>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new Table.Column(names.get(i), types.get(i)));
        }
        String parent = row.getString("parent");
        Optional<Table.Partition> partition =
                parent.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Table.Partition(
                                        row.getString("parent_schema"),
                                        parent,
                                        row.getString("bound"),
                                        row.getString("key")));
        return new Table(
                row.getString("nspname"),
                row.getString("relname"),
                columns,
                row.getBoolean("partitioned"),
                texts(row.getArray("options")),
                partition);
    }

    /** Roots after those they refer to, each followed by its partitions, parents first. */
    private static List<Table> ordered(List<Table> tables, Connection connection)
            throws SQLException {
        Map<String, Table> byName = new LinkedHashMap<>();
        Map<String, List<Table>> children = new HashMap<>();
        for (Table table : tables) {
            byName.put(table.qualified(), table);
            table.partition()
                    .ifPresent(partition ->
                            children.computeIfAbsent(partition.parent(), _ -> new ArrayList<>())
                                    .add(table));
        }
        Map<String, Set<String>> references = new TreeMap<>();
        for (String[] each : rowsOf(connection, REFERENCES)) {
            String from = root(byName, Sql.name(each[0], each[1]));
            String to = root(byName, Sql.name(each[2], each[3]));
            if (!from.equals(to)) {
                references.computeIfAbsent(from, _ -> new TreeSet<>()).add(to);
            }
        }
        Set<String> done = new LinkedHashSet<>();
        for (Table table : tables) {
            if (table.partition().isEmpty()) {
                visit(table.qualified(), references, done, new LinkedHashSet<>());
            }
        }
        var result = new ArrayList<Table>();
        done.stream()
                .map(byName::get)
                .filter(java.util.Objects::nonNull)
                .forEach(root -> addWithPartitions(root, children, result));
        return result;
    }

    private static void visit(
            String name, Map<String, Set<String>> references, Set<String> done, Set<String> way) {
        if (done.contains(name)) {
            return;
        }
        if (!way.add(name)) {
            throw new CopyException("Tables refer to each other in a circle: " + way);
        }
        for (String before : references.getOrDefault(name, Set.of())) {
            visit(before, references, done, way);
        }
        way.remove(name);
        done.add(name);
    }

    private static void addWithPartitions(
            Table table, Map<String, List<Table>> children, List<Table> result) {
        result.add(table);
        for (Table partition : children.getOrDefault(table.qualified(), List.of())) {
            addWithPartitions(partition, children, result);
        }
    }

    private static String root(Map<String, Table> byName, String name) {
        Table table = byName.get(name);
        return table == null || table.partition().isEmpty()
                ? name
                : root(byName, table.partition().get().parent());
    }

    /** All rows of a query, as texts. */
    private static List<String[]> rowsOf(Connection connection, String query) throws SQLException {
        var found = new ArrayList<String[]>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
        }
        return found;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
