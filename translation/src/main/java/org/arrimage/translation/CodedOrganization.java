// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

/** An organization that a coded value names (guide: CWE[Organization]; HL7 v2 chapter 2A, CWE). */
final class CodedOrganization {
    private CodedOrganization() {}

    static Node of(Draft draft, Value cwe) {
        return of(draft, cwe, new Node(), new Node());
    }

    /** A Reference to it, with the address and telephone that other fields give. */
    static Node of(Draft draft, Value cwe, Node address, Node telecom) {
        String code = draft.text(cwe.component(1));
        String original = draft.text(cwe.component(9));
        String shown = draft.text(cwe.component(2));
        String name = original.isEmpty() ? shown : original;
        if (code.isEmpty() && name.isEmpty()) {
            return new Node();
        }
        Node organization = Node.resource("Organization");
        Key key = Key.derived("Organization", draft.facility(), name);
        String named = draft.text(cwe.component(3));
        if (!code.isEmpty() && (!named.isEmpty() || !name.isEmpty())) {
            String system = named.isEmpty() ? Systems.sender(draft) : Systems.code(draft, named);
            organization.add("identifier", new Identifier(system, code, "").node());
            key = Key.of("Organization", system, code);
        }
        organization
                .put("name", name.isEmpty() ? code : name)
                .add("telecom", telecom)
                .add("address", address);
        return Parties.reference(draft.bundle().mention(organization, key));
    }
}
