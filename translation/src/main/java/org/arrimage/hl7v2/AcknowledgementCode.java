// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/** MSA-1, HL7 table 0008. */
public enum AcknowledgementCode {
    /** Application accept. */
    AA,
    /** Application error. */
    AE,
    /** Application reject. */
    AR,
    /** Accept acknowledgement: committed to safe storage. */
    CA,
    /** Accept acknowledgement: error. */
    CE,
    /** Accept acknowledgement: reject. */
    CR;

    /** Whether the sender may consider its message delivered. */
    public boolean accepts() {
        return this == AA || this == CA;
    }
}
