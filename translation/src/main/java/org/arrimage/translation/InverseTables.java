// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.TableLookup;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Code tables from FHIR to HL7. Where several HL7 codes become one FHIR code, the shortest is
 * written, the first of the alphabet among equals.
 */
final class InverseTables implements TableLookup {
    private final CodeTables tables;
    private final Map<String, Map<String, String>> inverse = new ConcurrentHashMap<>();

    InverseTables(CodeTables tables) {
        this.tables = tables;
    }

    @Override
    public String code(String table, String system, String code) {
        return inverse.computeIfAbsent(table, this::invert).getOrDefault(system + '\n' + code, "");
    }

    private Map<String, String> invert(String name) {
        var codes = new HashMap<String, String>();
        tables.named(name)
                .rows()
                .forEach((hl7, row) ->
                        codes.merge(row.system() + '\n' + row.code(), hl7, InverseTables::plainer));
        return Map.copyOf(codes);
    }

    private static String plainer(String one, String other) {
        int longer = Integer.compare(one.length(), other.length());
        return longer < 0 || (longer == 0 && one.compareTo(other) < 0) ? one : other;
    }
}
