// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

/**
 * How much of a bundle is read at most.
 *
 * @param longestText longest text of one element, in characters; default 16 million, which is what
 *     a destination takes in one value
 * @param elements most elements of a bundle, lists and objects included; default one million, some
 *     hundred thousand results
 */
public record FhirLimits(int longestText, int elements) {
    public FhirLimits {
        if (longestText < 1 || elements < 1) {
            throw new IllegalArgumentException("limits are at least 1");
        }
    }

    /** The defaults. */
    public static FhirLimits defaults() {
        return new FhirLimits(16_000_000, 1_000_000);
    }
}
