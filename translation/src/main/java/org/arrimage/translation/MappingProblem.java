// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/** What a part of a mapping should have been instead; whoever reads the file adds the place. */
final class MappingProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expectedFr;

    MappingProblem(String expectedFr, String expectedEn) {
        super(expectedEn);
        this.expectedFr = expectedFr;
    }

    String expectedFr() {
        return expectedFr;
    }

    String expectedEn() {
        return String.valueOf(getMessage());
    }
}
