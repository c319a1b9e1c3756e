// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;

/**
 * A pharmacy segment with the timings, routes, components and notes that hang on it (HL7 v2 chapter
 * 4A).
 *
 * @param head RXO, RXE, RXD, RXG or RXA
 */
record DrugGroup(
        Segment head,
        List<Segment> timings,
        List<Segment> routes,
        List<Segment> components,
        List<Segment> notes,
        List<Segment> people) {

    static DrugGroup of(Segment head) {
        return new DrugGroup(
                head,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** Takes a segment that hangs on it; says whether it was one. */
    boolean take(Segment segment) {
        switch (segment.name()) {
            case "TQ1" -> timings.add(segment);
            case "RXR" -> routes.add(segment);
            case "RXC" -> components.add(segment);
            case "NTE" -> notes.add(segment);
            case "PRT" -> people.add(segment);
            default -> {
                return false;
            }
        }
        return true;
    }

    DrugFields fields() {
        return DrugFields.of(head);
    }
}
