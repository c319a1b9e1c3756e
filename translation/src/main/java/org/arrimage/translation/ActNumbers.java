// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that name an order (HL7 v2 chapter 4, ORC; guide: ORC[Immunization],
 * ORC[MedicationAdministration]): ORC-2 placer, ORC-3 filler, ORC-4 group, which is an EI in most
 * versions and an EIP in 2.8.2.
 */
record ActNumbers(Identifier placer, Identifier filler, List<Identifier> groups) {

    static final ActNumbers NONE = new ActNumbers(Identifier.NONE, Identifier.NONE, List.of());

    static ActNumbers of(Draft draft, Segment orc) {
        return new ActNumbers(
                Identifier.ei(draft, orc.field(2)).typed("PLAC"),
                Identifier.ei(draft, orc.field(3)).typed("FILL"),
                groups(draft, orc.field(4)));
    }

    private static List<Identifier> groups(Draft draft, Value group) {
        var found = new ArrayList<Identifier>(2);
        if (group.component(1).hasParts()) {
            found.add(Identifier.eiWithin(draft, group.component(1)).typed("PGN"));
            found.add(Identifier.eiWithin(draft, group.component(2)).typed("FGN"));
        } else {
            found.add(Identifier.ei(draft, group).typed("PGN"));
        }
        return found.stream().filter(identifier -> !identifier.isEmpty()).toList();
    }

    /** The numbers of this order alone. */
    List<Identifier> own() {
        return java.util.stream.Stream.of(placer, filler)
                .filter(identifier -> !identifier.isEmpty())
                .toList();
    }

    /** The filler's number, which is surer for what was done, else the placer's. */
    Identifier ofDeed() {
        return filler.isEmpty() ? placer : filler;
    }

    /** The placer's number, which is surer for what was asked, else the filler's. */
    Identifier ofRequest() {
        return placer.isEmpty() ? filler : placer;
    }

    /** Adds the numbers of this order. */
    void addTo(Node resource) {
        own().forEach(identifier -> resource.add("identifier", identifier.node()));
    }
}
