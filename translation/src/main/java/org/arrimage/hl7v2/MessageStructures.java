// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Map;
import java.util.Set;

/** The structure that MSH-9.3 names for a message type and event (HL7 table 0354). */
public final class MessageStructures {
    /** Events that share the structure of another, since 2.4. */
    private static final Map<String, String> STRUCTURES =
            Map.ofEntries(
                    Map.entry("A04", "ADT_A01"),
                    Map.entry("A08", "ADT_A01"),
                    Map.entry("A13", "ADT_A01"),
                    Map.entry("A07", "ADT_A06"),
                    Map.entry("A10", "ADT_A09"),
                    Map.entry("A11", "ADT_A09"),
                    Map.entry("A12", "ADT_A09"),
                    Map.entry("A14", "ADT_A05"),
                    Map.entry("A28", "ADT_A05"),
                    Map.entry("A31", "ADT_A05"),
                    Map.entry("A22", "ADT_A21"),
                    Map.entry("A23", "ADT_A21"),
                    Map.entry("A25", "ADT_A21"),
                    Map.entry("A26", "ADT_A21"),
                    Map.entry("A27", "ADT_A21"),
                    Map.entry("A29", "ADT_A21"),
                    Map.entry("A32", "ADT_A21"),
                    Map.entry("A33", "ADT_A21"),
                    Map.entry("A34", "ADT_A30"),
                    Map.entry("A35", "ADT_A30"),
                    Map.entry("A36", "ADT_A30"),
                    Map.entry("A46", "ADT_A30"),
                    Map.entry("A47", "ADT_A30"),
                    Map.entry("A48", "ADT_A30"),
                    Map.entry("A49", "ADT_A30"),
                    Map.entry("A40", "ADT_A39"),
                    Map.entry("A41", "ADT_A39"),
                    Map.entry("A42", "ADT_A39"),
                    Map.entry("A44", "ADT_A43"),
                    Map.entry("A51", "ADT_A50"),
                    Map.entry("A53", "ADT_A52"),
                    Map.entry("A55", "ADT_A54"),
                    Map.entry("A62", "ADT_A61"));

    /** In 2.3.1 these still had the structure of A01. */
    private static final Set<String> OLD_A01 = Set.of("A05", "A14", "A28", "A31");

    private MessageStructures() {}

    /** The structure, named after the event itself unless the table says otherwise. */
    public static String of(String code, String trigger, String version) {
        if (code.equals("ACK") || trigger.isEmpty()) {
            return code;
        }
        if (code.equals("RSP") && trigger.equals("K22") && version.equals("2.4")) {
            return "RSP_K21";
        }
        if (!code.equals("ADT")) {
            return code + '_' + trigger;
        }
        boolean old = version.equals("2.3.1") && OLD_A01.contains(trigger);
        return old ? "ADT_A01" : STRUCTURES.getOrDefault(trigger, "ADT_" + trigger);
    }
}
