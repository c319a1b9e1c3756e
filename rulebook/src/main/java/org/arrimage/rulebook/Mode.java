// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/** What software can do about an article. */
public enum Mode {
    /** Software checks or enforces it alone. */
    AUTOMATIC,
    /** Software checks it once an outside feed or export is supplied. */
    FEED,
    /** A person records evidence; software checks its author, scope, freshness and end. */
    EVIDENCE,
    /** Held and cited, never pretended to be enforced. */
    OUT_OF_REACH
}
