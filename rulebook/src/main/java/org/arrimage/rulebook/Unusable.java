// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/**
 * A text that cannot be used, with the place, what stands there and what is expected. The value is
 * shortened to {@value #LONGEST_VALUE} characters.
 */
public final class Unusable extends RuntimeException {

    static final int LONGEST_VALUE = 80;

    private final String path;
    private final int line;
    private final String value;
    private final Text expectation;

    /**
     * @param path where, for instance {@code signatures[2].role}; {@code $} for the whole text
     * @param line line of the text, from 1; 0 when not known
     * @param value what stands there, or {@code absent}
     * @param expectation what may stand there
     */
    public Unusable(String path, int line, String value, Text expectation) {
        super(
                "%s%s: found «%s»; expected %s"
                        .formatted(
                                located(path),
                                line > 0 ? " (line " + line + ")" : "",
                                shortened(value),
                                expectation.en()));
        this.path = located(path);
        this.line = line;
        this.value = shortened(value);
        this.expectation = expectation;
    }

    public String path() {
        return path;
    }

    public int line() {
        return line;
    }

    public String value() {
        return value;
    }

    public Text expectation() {
        return expectation;
    }

    private static String located(String path) {
        return path.isEmpty() ? "$" : path;
    }

    private static String shortened(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= LONGEST_VALUE
                ? printable
                : printable.substring(0, LONGEST_VALUE) + "…";
    }
}
