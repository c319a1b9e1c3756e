// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/** Why a file of code tables cannot be used, and on which line. */
public final class TableProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reasonFr;
    private final String reasonEn;

    TableProblem(int line, String reasonFr, String reasonEn) {
        super("line " + line + ": " + reasonEn);
        this.line = line;
        this.reasonFr = reasonFr;
        this.reasonEn = reasonEn;
    }

    /** The line at fault, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong, in French. */
    public String reasonFr() {
        return reasonFr;
    }

    /** What is wrong, in English. */
    public String reasonEn() {
        return reasonEn;
    }
}
