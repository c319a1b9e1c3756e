// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * The signs that divide one message, from MSH-1 and MSH-2 (HL7 v2 chapter 2, message delimiters). A
 * sign the sender did not announce is {@link #NONE} and matches no byte.
 */
record Separators(
        int field, int component, int repetition, int escape, int subcomponent, int truncation) {

    /** Matches no byte and no character. */
    static final int NONE = -1000;

    static final Separators USUAL = new Separators('|', '^', '~', '\\', '&', NONE);

    /** Offset of MSH-1 from the start of the segment. */
    static final int FIRST = 3;

    /** MSH-2 holds at most the four signs and, since 2.7, the truncation sign. */
    static final int MOST = 5;

    /** What separates the parts of a value of that level; {@link #NONE} for a subcomponent. */
    int below(Level level) {
        return switch (level) {
            case FIELD -> repetition;
            case REPETITION -> component;
            case COMPONENT -> subcomponent;
            case SUBCOMPONENT -> NONE;
        };
    }

    /** Whether a byte divides a field into repetitions, components or subcomponents. */
    boolean isWithinField(byte b) {
        return b == component || b == repetition || b == subcomponent;
    }

    /**
     * Reads the signs from bytes that begin with MSH.
     *
     * @return the signs, or {@link #UNUSABLE} when they are absent, repeated or not printable
     */
    static Separators read(byte[] bytes, int msh, int end) {
        int first = msh + FIRST;
        if (first + 1 >= end) {
            return UNUSABLE;
        }
        int field = bytes[first];
        int[] signs = {NONE, NONE, NONE, NONE, NONE};
        int count = 0;
        int at = first + 1;
        while (at < end && bytes[at] != field) {
            if (count == MOST) {
                return UNUSABLE;
            }
            signs[count++] = bytes[at++];
        }
        if (count == 0 || !usable(field, signs, count)) {
            return UNUSABLE;
        }
        return new Separators(field, signs[0], signs[1], signs[2], signs[3], signs[4]);
    }

    /** Stands for signs that cannot be used. */
    static final Separators UNUSABLE = new Separators(NONE, NONE, NONE, NONE, NONE, NONE);

    private static boolean usable(int field, int[] signs, int count) {
        if (!printable(field)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!printable(signs[i]) || signs[i] == field) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (signs[j] == signs[i]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Letters and digits would cut every word: HL7 forbids nothing here, sense does. */
    static boolean printable(int sign) {
        return sign > ' '
                && sign < 0x7F
                && !(sign >= '0' && sign <= '9')
                && !(sign >= 'A' && sign <= 'Z')
                && !(sign >= 'a' && sign <= 'z');
    }

    /** How deep a value sits in its segment. */
    enum Level {
        FIELD,
        REPETITION,
        COMPONENT,
        SUBCOMPONENT;

        Level next() {
            return switch (this) {
                case FIELD -> REPETITION;
                case REPETITION -> COMPONENT;
                case COMPONENT, SUBCOMPONENT -> SUBCOMPONENT;
            };
        }
    }
}
