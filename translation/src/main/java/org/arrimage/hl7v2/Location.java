// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * A place in a message. Numbers start at 1 as HL7 counts; 0 means "not narrowed to that level".
 *
 * @param segment segment name, empty when the message has no readable segment
 * @param occurrence which segment of that name
 * @param offset byte offset from the start of the message, from 0; -1 when unknown
 */
public record Location(
        String segment,
        int occurrence,
        int field,
        int repetition,
        int component,
        int subcomponent,
        int offset) {

    /** A whole segment. */
    public static Location segment(String segment, int occurrence, int offset) {
        return new Location(segment, occurrence, 0, 0, 0, 0, offset);
    }

    /** A whole field. */
    public static Location field(String segment, int occurrence, int field, int offset) {
        return new Location(segment, occurrence, field, 0, 0, 0, offset);
    }

    /** Written as a path, for instance {@code OBX(3)-5(2).1}; the first occurrence stays silent. */
    @Override
    public String toString() {
        if (segment.isEmpty()) {
            return "byte " + offset;
        }
        var path = new StringBuilder(segment);
        if (occurrence > 1) {
            path.append('(').append(occurrence).append(')');
        }
        if (field > 0) {
            path.append('-').append(field);
        }
        if (repetition > 1) {
            path.append('(').append(repetition).append(')');
        }
        if (component > 0) {
            path.append('.').append(component);
        }
        if (subcomponent > 0) {
            path.append('.').append(subcomponent);
        }
        return path.toString();
    }
}
