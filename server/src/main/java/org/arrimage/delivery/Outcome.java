// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.rulebook.Text;

/** How a message ended at a destination. */
public sealed interface Outcome {

    /**
     * The destination took it.
     *
     * @param answered the code it answered with: MSA-1 or an HTTP status
     * @param sent SHA-256 of the bytes that were sent
     */
    record Delivered(String answered, byte[] sent) implements Outcome {}

    /**
     * A person must look; the messages of the same key behind it wait with it. A message that a
     * person had sent again is not parked: its refusal is noted.
     *
     * @param code stable code of the reason
     * @param reason what happened and what to do, without anything of the message's content
     */
    record Parked(String code, Text reason) implements Outcome {}
}
