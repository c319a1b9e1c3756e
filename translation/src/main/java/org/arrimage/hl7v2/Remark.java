// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * Something odd that did not prevent the work, and where. Like a problem, never holds content.
 *
 * @param code what is odd
 * @param where the place
 */
public record Remark(ProblemCode code, Location where) {

    /** What is odd and where, for a person. */
    public Text text() {
        return new Hl7Problem(code, where).text();
    }
}
