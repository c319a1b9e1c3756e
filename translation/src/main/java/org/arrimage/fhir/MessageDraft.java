// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.MessageText;

import java.util.ArrayList;
import java.util.List;

/** The segments of one message, in the order they are added. */
final class MessageDraft {
    private final Writing writing;
    private final List<SegmentDraft> segments = new ArrayList<>();

    MessageDraft(Writing writing) {
        this.writing = writing;
    }

    /** Starts a segment, which is added. */
    SegmentDraft start(String name, Element source) {
        SegmentDraft segment = writing.segment(name, source);
        segments.add(segment);
        return segment;
    }

    /** Starts a segment with a set id in its first field. */
    SegmentDraft start(String name, Element source, int setId) {
        SegmentDraft segment = start(name, source);
        segment.constant(1, Integer.toString(setId));
        return segment;
    }

    /** Takes the last segment away when it says nothing beyond its first fields, the set id. */
    void dropLastIfEmpty(int beyond) {
        if (segments.getLast().isEmptyBeyond(beyond)) {
            segments.removeLast();
        }
    }

    Written.Message toMessage() {
        MessageText text = MessageText.empty();
        var sources = new ArrayList<String>(segments.size());
        for (SegmentDraft segment : segments) {
            text.add(segment.text());
            sources.add(writing.nameOf(segment.source()));
        }
        return new Written.Message(text, sources);
    }
}
