// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A table that is not the same on both sides.
 *
 * @param table {@code schema.name}
 * @param copied what was read
 * @param there what the target holds
 */
public record Difference(String table, TableSummary copied, TableSummary there) {

    /** The tables that differ; none when the copy is faithful. */
    public static List<Difference> between(List<TableSummary> copied, List<TableSummary> there) {
        Map<String, TableSummary> left = byTable(copied);
        Map<String, TableSummary> right = byTable(there);
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        var differences = new ArrayList<Difference>();
        for (String name : names) {
            var one = left.getOrDefault(name, nothing(name));
            var other = right.getOrDefault(name, nothing(name));
            boolean bothEmpty = one.rows() == 0 && other.rows() == 0;
            if (!one.equals(other) && !bothEmpty) {
                differences.add(new Difference(name, one, other));
            }
        }
        return differences;
    }

    private static TableSummary nothing(String table) {
        return new TableSummary(table, 0, 0, "");
    }

    private static Map<String, TableSummary> byTable(List<TableSummary> summaries) {
        Map<String, TableSummary> map = new LinkedHashMap<>();
        summaries.forEach(summary -> map.put(summary.table(), summary));
        return map;
    }

    @Override
    public String toString() {
        return "%s: %d rows copied, %d there; digests %s"
                .formatted(
                        table,
                        copied.rows(),
                        there.rows(),
                        copied.digest().equals(there.digest()) ? "equal" : "differ");
    }
}
