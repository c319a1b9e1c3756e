// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/** Something that is so, is not so, or was not said. What was not said is never favourable. */
public enum Fact {
    YES,
    NO,
    UNKNOWN;

    /** The fact that a statement makes. */
    public static Fact of(boolean statement) {
        return statement ? YES : NO;
    }
}
