// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

/** The code tables of the other direction, read backwards. */
@FunctionalInterface
public interface TableLookup {
    /** No tables. */
    TableLookup NONE = (_, _, _) -> "";

    /**
     * The HL7 code that becomes a FHIR code.
     *
     * @param table name of the table, {@code EVENT_REASON} for instance
     * @param system the FHIR system; empty for a table whose targets are no codes of a system
     * @param code the FHIR code
     * @return empty when the table has none
     */
    String code(String table, String system, String code);
}
