// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/** The two envelopes of the batch protocol (HL7 v2.5.1 §2.10.3). */
public enum BatchLevel {
    /** FHS to FTS: batches. */
    FILE("FHS", "FTS"),
    /** BHS to BTS: messages. */
    BATCH("BHS", "BTS");

    private final String header;
    private final String trailer;

    BatchLevel(String header, String trailer) {
        this.header = header;
        this.trailer = trailer;
    }

    /** The segment that opens it. */
    public String header() {
        return header;
    }

    /** The segment that closes it. */
    public String trailer() {
        return trailer;
    }
}
