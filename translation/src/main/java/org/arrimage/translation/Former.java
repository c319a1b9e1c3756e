// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers a resource had before a message changed them (MRG; HL7 v2 chapter 3): under the first
 * the receiver still knows it, and all are kept as old ones.
 *
 * @param identifiers what MRG gives, in its order
 * @param names whether the receiver knows the resource by them; not by an alternate number
 */
record Former(List<Identifier> identifiers, boolean names) {
    static final Former NONE = new Former(List.of(), false);

    Former {
        identifiers = List.copyOf(identifiers);
    }

    static Former of(Draft draft, Segment mrg, int... fields) {
        var found = new ArrayList<Identifier>(1);
        for (int field : fields) {
            for (Value repetition : mrg.repetitions(field)) {
                Identifier identifier = Identifier.cx(draft, repetition);
                if (!identifier.isEmpty()) {
                    found.add(identifier);
                }
            }
        }
        return new Former(found, !found.isEmpty());
    }

    /** The same where they are only alternate numbers. */
    Former asAlternates() {
        return new Former(identifiers, false);
    }

    /** Adds them as old ones, but for those still in use. */
    void addTo(Node resource, List<Identifier> current) {
        for (Identifier identifier : identifiers) {
            if (current.stream().noneMatch(identifier::same)) {
                resource.add("identifier", identifier.node("old"));
            }
        }
    }

    /** Under which key the receiver knows the resource. */
    Key key(String type, Key otherwise) {
        return names ? identifiers.getFirst().key(type) : otherwise;
    }
}
