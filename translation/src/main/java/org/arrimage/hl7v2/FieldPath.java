// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a place in any message: {@code PID-3}, {@code PID-3.1}, {@code PID-3(2).4.2}, {@code
 * OBX(3)-5}. Numbers start at 1; a repetition or component of 0 means "not narrowed".
 *
 * @param segment three capitals or digits
 * @param occurrence which segment of that name, from 1
 * @param field field number, from 1
 * @param repetition repetition of the field, 0 when not given
 * @param component 0 when not given
 * @param subcomponent 0 when not given
 */
public record FieldPath(
        String segment,
        int occurrence,
        int field,
        int repetition,
        int component,
        int subcomponent) {

    private static final Pattern FORM =
            Pattern.compile(
                    "([A-Z][A-Z0-9]{2})(?:\\((\\d{1,6})\\))?-(\\d{1,4})(?:\\((\\d{1,6})\\))?"
                            + "(?:[.-](\\d{1,4})(?:[.-](\\d{1,4}))?)?");

    public FieldPath {
        if (occurrence < 1 || field < 1) {
            throw new IllegalArgumentException("occurrence and field start at 1");
        }
        if (repetition < 0 || component < 0 || subcomponent < 0) {
            throw new IllegalArgumentException("repetition and components are not negative");
        }
        if (subcomponent > 0 && component == 0) {
            throw new IllegalArgumentException("a subcomponent needs its component");
        }
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when the text is no path
     */
    public static FieldPath of(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "not a field path: " + text + " (write for instance PID-3.1 or OBX(2)-5)");
        }
        return new FieldPath(
                m.group(1),
                number(m.group(2), 1),
                number(m.group(3), 0),
                number(m.group(4), 0),
                number(m.group(5), 0),
                number(m.group(6), 0));
    }

    private static int number(@org.jspecify.annotations.Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return new Location(segment, occurrence, field, repetition, component, subcomponent, -1)
                .toString();
    }
}
