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

    /** Whether it speaks of safe storage only: CA, CE or CR (HL7 v2.5.1 §2.9.3). */
    public boolean acceptLevel() {
        return this == CA || this == CE || this == CR;
    }

    /** The same outcome said of safe storage: CA for AA, CE for AE, CR for AR. */
    public AcknowledgementCode atAcceptLevel() {
        return switch (this) {
            case AA, CA -> CA;
            case AE, CE -> CE;
            case AR, CR -> CR;
        };
    }

    /** The same outcome said by the application: AA for CA, AE for CE, AR for CR. */
    public AcknowledgementCode atApplicationLevel() {
        return switch (this) {
            case AA, CA -> AA;
            case AE, CE -> AE;
            case AR, CR -> AR;
        };
    }
}
