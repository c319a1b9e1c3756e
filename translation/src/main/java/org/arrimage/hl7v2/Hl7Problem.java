// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * Why a message cannot be taken, and where. Holds a code and a place, never content of the message,
 * so it may be logged, stored and sent back.
 */
public final class Hl7Problem extends Exception {
    private final ProblemCode code;
    private final Location where;

    public Hl7Problem(ProblemCode code, Location where) {
        // No stack trace: the place in the message is what counts, and refusals must stay cheap.
        super(code + " at " + where, null, false, false);
        this.code = code;
        this.where = where;
    }

    public ProblemCode code() {
        return code;
    }

    public Location where() {
        return where;
    }

    /** What is wrong and where, for a person. */
    public Text text() {
        return new Text(
                code.text().fr() + " (" + where + ")", code.text().en() + " (" + where + ")");
    }
}
