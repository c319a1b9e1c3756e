// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An organisation's code tables, before which the module's own step back: rows that replace or add
 * to a table of {@link Table}, and tables of its own that its mappings name.
 */
public final class CodeTables {
    /** Asked for each value that a mapping's rule carries. */
    private static final Map<String, Table> BY_NAME = byName();

    /** No table of its own. */
    public static final CodeTables NONE = new CodeTables(Map.of());

    private final Map<String, CodeTable> own;

    /** Those of the module that the organisation adds to, whole. */
    private final Map<Table, CodeTable> whole = new EnumMap<>(Table.class);

    private CodeTables(Map<String, CodeTable> own) {
        this.own = Map.copyOf(own);
        this.own.forEach((name, rows) ->
                builtIn(name).ifPresent(table -> whole.put(table, table.builtIn().with(rows))));
    }

    /**
     * Reads a file of tables, see {@code docs/operating/mappings.md} for how it is written.
     *
     * @throws TableProblem at the first line that cannot be used
     */
    public static CodeTables read(String text) throws TableProblem {
        var tables = new HashMap<String, CodeTable>();
        for (CodeTable table : TableReader.organisation(text)) {
            tables.merge(table.name(), table, CodeTable::with);
        }
        return new CodeTables(tables);
    }

    /** These tables with others added, the others winning. */
    public CodeTables and(CodeTables others) {
        if (own.isEmpty() || others.own.isEmpty()) {
            return own.isEmpty() ? others : this;
        }
        var both = new HashMap<>(own);
        others.own.forEach((name, table) -> both.merge(name, table, CodeTable::with));
        return new CodeTables(both);
    }

    CodeTable.Row row(Table table, String code) {
        return table(table).row(code);
    }

    CodeTable table(Table table) {
        return whole.isEmpty() ? table.builtIn() : whole.getOrDefault(table, table.builtIn());
    }

    /** A table by name, the organisation's or ours; empty when neither has it. */
    CodeTable named(String name) {
        return builtIn(name)
                .map(this::table)
                .orElseGet(() -> own.getOrDefault(name, CodeTable.EMPTY));
    }

    private static Map<String, Table> byName() {
        var tables = new HashMap<String, Table>();
        for (Table table : Table.values()) {
            tables.put(table.name(), table);
        }
        return Map.copyOf(tables);
    }

    private static Optional<Table> builtIn(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeTables tables && own.equals(tables.own);
    }

    @Override
    public int hashCode() {
        return own.hashCode();
    }
}
