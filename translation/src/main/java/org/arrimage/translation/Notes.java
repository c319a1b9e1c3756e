// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;

/** NTE to Annotation (guide: NTE[Observation], NTE[ServiceRequest]; HL7 v2 chapter 2). */
final class Notes {
    private Notes() {}

    /** One Annotation per NTE; its repetitions are lines. */
    static void addAll(Draft draft, List<Segment> ntes, Node owner) {
        for (Segment nte : ntes) {
            Node note = new Node();
            Node author = Parties.practitioner(draft, nte.field(5));
            note.put("authorReference", author);
            note.put("time", Times.dateTime(draft, nte.field(6)));
            note.put("text", lines(draft, nte));
            if (note.has("text")) {
                owner.add("note", note);
            }
        }
    }

    /** The text of one NTE: its repetitions are lines. */
    static String lines(Draft draft, Segment nte) {
        var text = new StringBuilder();
        for (Value repetition : nte.repetitions(3)) {
            String line = draft.written(repetition);
            if (!line.isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(line);
            }
        }
        return text.toString();
    }
}
