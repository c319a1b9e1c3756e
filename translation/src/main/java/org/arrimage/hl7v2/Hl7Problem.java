// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * Why a message cannot be taken, and where. Holds a code and a place, never content of the message,
 * so it may be logged, stored and sent back.
 */
public final class Hl7Problem extends Exception {
    private final ProblemCode code;
    private final Location where;
    private final transient Text text;

    public Hl7Problem(ProblemCode code, Location where) {
        this(
                code,
                where,
                new Text(
                        code.text().fr() + " (" + where + ")",
                        code.text().en() + " (" + where + ")"));
    }

    /** With words of the caller's own, which hold no content of the message. */
    public Hl7Problem(ProblemCode code, Location where, Text text) {
        // No stack trace: the place in the message is what counts, and refusals must stay cheap.
        super(code + " at " + where, null, false, false);
        this.code = code;
        this.where = where;
        this.text = text;
    }

    public ProblemCode code() {
        return code;
    }

    public Location where() {
        return where;
    }

    /** What is wrong and where, for a person. */
    public Text text() {
        return text;
    }
}
