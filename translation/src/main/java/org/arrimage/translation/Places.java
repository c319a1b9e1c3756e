// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

import java.util.List;

/** Where somebody works: the last components of NDL (guide: NDL[PractitionerRole]). */
final class Places {
    /** NDL components from the widest place to the narrowest, with their physical type. */
    private record Level(int component, String type) {}

    private static final List<Level> LEVELS =
            List.of(
                    new Level(7, "si"),
                    new Level(10, "bu"),
                    new Level(11, "lvl"),
                    new Level(4, "wa"),
                    new Level(5, "ro"),
                    new Level(6, "bd"));

    private Places() {}

    /** Adds every place NDL names, each inside the next wider one. */
    static void ndl(Draft draft, Value ndl, List<Node> places) {
        Node within = new Node();
        var path = new StringBuilder(draft.facility());
        for (Level level : LEVELS) {
            String name = draft.text(ndl.component(level.component()));
            if (!name.isEmpty()) {
                path.append('\n').append(level.type()).append(name);
                Node place =
                        Node.resource("Location")
                                .put("name", name)
                                .put("mode", "instance")
                                .put(
                                        "physicalType",
                                        Codes.literalConcept(
                                                "http://terminology.hl7.org/CodeSystem/location-physical-type",
                                                level.type()))
                                .put("partOf", within);
                String reference =
                        draft.bundle().mention(place, Key.derived("Location", path.toString()));
                within = Parties.reference(reference);
                places.add(Parties.reference(reference).put("display", name));
            }
        }
    }
}
