// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * One change to a message. MSH-1, MSH-2 and MSH-18 cannot be changed: they say how to read the
 * rest.
 *
 * <p>A path without repetition and component means the whole field, all repetitions; with a
 * component and no repetition, the first. A change to a segment the message does not have does
 * nothing.
 */
public sealed interface Edit {

    /** Where the change lands. */
    FieldPath to();

    /**
     * Puts a text there; its signs are escaped. An empty text empties the place.
     *
     * @param value plain text, or {@code ""} in double quotes for the explicit null
     */
    record Set(FieldPath to, String value) implements Edit {
        public Set {
            requireEditable(to);
        }
    }

    /** Copies what stands elsewhere, as written; an absent source leaves the target as it is. */
    record Copy(FieldPath from, FieldPath to) implements Edit {
        public Copy {
            requireEditable(to);
        }
    }

    private static void requireEditable(FieldPath to) {
        boolean encoding = to.field() <= 2 || to.field() == MessageReader.CHARACTER_SET;
        if (to.segment().equals("MSH") && encoding) {
            throw new IllegalArgumentException(to + " says how to read the message; it stays");
        }
    }
}
