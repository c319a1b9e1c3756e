// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

/** Exit codes that scripts rely on. */
public final class Exit {

    /** Done. */
    public static final int DONE = 0;

    /** The answer is no: refused, failed check, test mismatch. */
    public static final int NO = 1;

    /** Unusable input or arguments. */
    public static final int UNUSABLE = 2;

    /** Something of ours failed. */
    public static final int OURS = 3;

    private Exit() {}
}
