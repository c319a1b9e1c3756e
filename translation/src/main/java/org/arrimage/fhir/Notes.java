// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

/** Annotation to NTE (guide: NTE[Observation] read backwards): the lines are repetitions. */
final class Notes {
    private Notes() {}

    static void write(Writing writing, MessageDraft message, Element owner) {
        int setId = 1;
        for (Element note : owner.list("note")) {
            if (note.peek("text").isEmpty()) {
                continue;
            }
            SegmentDraft nte = message.start("NTE", owner.resource(), setId++);
            nte.addLines(3, note.take("text"));
            Element author = note.get("authorReference");
            nte.put(5, () -> People.xcn(writing, author, nte.type(5)));
            nte.put(6, () -> Moments.moment(writing, note.get("time")));
        }
    }
}
