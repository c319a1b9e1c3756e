// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

/**
 * Ends a command with a sentence for a person and an exit code. The sentence says what happened,
 * where, and what to do.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Unusable input or arguments. */
    public static Failure unusable(String sentence) {
        return new Failure(Exit.UNUSABLE, sentence);
    }

    /** The answer is no. */
    public static Failure no(String sentence) {
        return new Failure(Exit.NO, sentence);
    }

    /** Something of ours, or of the machine, failed. */
    public static Failure ours(String sentence) {
        return new Failure(Exit.OURS, sentence);
    }

    int exitCode() {
        return exitCode;
    }

    /** The sentence, in the language of the person. */
    public String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
