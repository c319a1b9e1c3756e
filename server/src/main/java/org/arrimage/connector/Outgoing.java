// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import java.util.Optional;

/**
 * A message ready to be sent.
 *
 * @param controlId MSH-10 of an HL7 v2 message, which its answer must name in MSA-2; empty
 *     otherwise
 * @param body the bytes
 * @param large what is sent instead of {@code body}, where memory does not hold all of it
 */
public record Outgoing(String controlId, byte[] body, Optional<LargeBody> large) {

    /** A message that memory holds. */
    public Outgoing(String controlId, byte[] body) {
        this(controlId, body, Optional.empty());
    }
}
