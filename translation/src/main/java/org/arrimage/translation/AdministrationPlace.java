// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.nio.charset.StandardCharsets;

/**
 * Where a dose was given: RXA-27 (PL) and RXA-28 (XAD), else RXA-11 (LA2) of versions before 2.8,
 * to Location (guide: RXA[Immunization], rows RXA-27 and RXA-28; HL7 v2 chapter 4A).
 */
final class AdministrationPlace {
    /** Where the address begins in LA2. */
    private static final int ADDRESS = 9;

    private AdministrationPlace() {}

    /** A reference, empty when no place is told. */
    static Node of(Draft draft, Segment rxa) {
        Node address = Contacts.xad(draft, rxa.field(28));
        Node place = Parties.location(draft, rxa.field(27));
        if (!place.isEmpty() || !address.isEmpty()) {
            return at(draft, place, address);
        }
        return la2(draft, rxa.field(11));
    }

    /** A place of LA2, whose first eight components are PL's, then come those of an address. */
    static Node la2(Draft draft, Value la2) {
        boolean named = false;
        for (int component = 1; component < ADDRESS; component++) {
            named |= la2.component(component).isPresent();
        }
        Node place = named ? Parties.location(draft, la2) : new Node();
        return at(draft, Parties.reference(place.text("reference")), address(draft, la2));
    }

    private static Node at(Draft draft, Node place, Node address) {
        if (place.isEmpty() && !address.isEmpty()) {
            Node location = Node.resource("Location").put("address", address);
            String text = new String(address.toJson(), StandardCharsets.UTF_8);
            return Parties.reference(
                    draft.bundle()
                            .mention(location, Key.derived("Location", draft.facility(), text)));
        }
        Node known = draft.bundle().resource(place.text("reference"));
        if (!known.has("address")) {
            known.put("address", address);
        }
        return place;
    }

    private static Node address(Draft draft, Value la2) {
        Node address = new Node();
        for (int line = ADDRESS; line < ADDRESS + 2; line++) {
            address.add("line", draft.text(la2.component(line)));
        }
        return address.put("city", draft.text(la2.component(ADDRESS + 2)))
                .put("state", draft.text(la2.component(ADDRESS + 3)))
                .put("postalCode", draft.text(la2.component(ADDRESS + 4)))
                .put("country", draft.text(la2.component(ADDRESS + 5)));
    }
}
