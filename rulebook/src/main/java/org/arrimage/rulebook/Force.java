// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/** How strongly an article binds, read from its verb. */
public enum Force {
    /** The text says must or compulsory ({@code doit}, {@code obligatoire}). */
    MUST,
    /** The text says should ({@code devrait}, {@code privilégier}). */
    SHOULD,
    /** The text allows ({@code peut}). */
    MAY,
    /** The text explains, defines or addresses somebody else. */
    CONTEXT
}
