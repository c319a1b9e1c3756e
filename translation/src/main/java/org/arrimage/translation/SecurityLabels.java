// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

/** ORC-28, confidentiality, to a security label (guide: ORC rows ORC-28; HL7 v2 chapter 4). */
final class SecurityLabels {
    private SecurityLabels() {}

    static void add(Draft draft, Segment orc, Node resource) {
        Node label = Codes.coding(draft, orc.field(28), Table.CONFIDENTIALITY);
        if (!label.isEmpty()) {
            resource.put("meta", new Node().add("security", label));
        }
    }
}
