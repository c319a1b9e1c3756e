// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.SegmentText;

import java.util.List;
import java.util.function.UnaryOperator;

/** Finds what stands at a path of a written message and puts something else there. */
final class Place {
    private final MessageText message;
    private final FieldPath path;

    Place(MessageText message, FieldPath path) {
        this.message = message;
        this.path = path;
    }

    /** What changes one part; gets the part as written and where it stands. */
    @FunctionalInterface
    interface Change {
        String apply(String written, Location where);
    }

    /** Changes every part the path names, in every segment of that name. */
    void change(Change change) {
        int occurrence = 0;
        for (SegmentText segment : message.segments()) {
            if (segment.is(path.segment())) {
                occurrence++;
                changeIn(segment, occurrence, change);
            }
        }
    }

    private void changeIn(SegmentText segment, int occurrence, Change change) {
        String field = segment.field(path.field());
        if (field.isEmpty()) {
            return;
        }
        List<String> repetitions = SegmentText.split(field, message.repetitionSign());
        for (int i = 0; i < repetitions.size(); i++) {
            if (path.repetition() == 0 || path.repetition() == i + 1) {
                int repetition = i + 1;
                Location where =
                        new Location(
                                segment.name(),
                                occurrence,
                                path.field(),
                                repetition,
                                path.component(),
                                path.subcomponent(),
                                -1);
                repetitions.set(i, within(repetitions.get(i), part -> change.apply(part, where)));
            }
        }
        segment.put(path.field(), join(repetitions, message.repetitionSign()));
    }

    /** Changes the component and subcomponent the path names in one repetition. */
    private String within(String repetition, UnaryOperator<String> change) {
        if (path.component() == 0) {
            return change.apply(repetition);
        }
        return part(
                repetition,
                message.componentSign(),
                path.component(),
                component ->
                        path.subcomponent() == 0
                                ? change.apply(component)
                                : part(
                                        component,
                                        message.subcomponentSign(),
                                        path.subcomponent(),
                                        change));
    }

    private static String part(String whole, char sign, int n, UnaryOperator<String> change) {
        List<String> parts = SegmentText.split(whole, sign);
        if (n > parts.size()) {
            return whole;
        }
        parts.set(n - 1, change.apply(parts.get(n - 1)));
        return join(parts, sign);
    }

    /** Puts a written value there, adding the separators that are missing before it. */
    void put(String written) {
        for (SegmentText segment : message.segments()) {
            if (segment.is(path.segment())) {
                putIn(segment, written);
            }
        }
    }

    private void putIn(SegmentText segment, String written) {
        if (path.component() == 0 && path.repetition() == 0) {
            segment.put(path.field(), written);
            return;
        }
        List<String> repetitions =
                SegmentText.split(segment.field(path.field()), message.repetitionSign());
        int repetition = Math.max(1, path.repetition());
        pad(repetitions, repetition);
        List<String> components =
                SegmentText.split(repetitions.get(repetition - 1), message.componentSign());
        int component = Math.max(1, path.component());
        pad(components, component);
        if (path.component() == 0) {
            repetitions.set(repetition - 1, written);
        } else {
            List<String> inner =
                    SegmentText.split(components.get(component - 1), message.subcomponentSign());
            pad(inner, Math.max(1, path.subcomponent()));
            inner.set(Math.max(1, path.subcomponent()) - 1, written);
            components.set(
                    component - 1,
                    path.subcomponent() == 0 ? written : join(inner, message.subcomponentSign()));
            repetitions.set(repetition - 1, join(components, message.componentSign()));
        }
        segment.put(path.field(), join(repetitions, message.repetitionSign()));
    }

    private static void pad(List<String> parts, int size) {
        while (parts.size() < size) {
            parts.add("");
        }
    }

    static String join(List<String> parts, char sign) {
        return parts.size() == 1 ? parts.getFirst() : String.join(String.valueOf(sign), parts);
    }
}
