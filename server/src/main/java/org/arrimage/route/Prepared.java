// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.hl7v2.Hl7Problem;

/** What a route's program made of a message. */
public sealed interface Prepared {

    /**
     * Ready to be sent.
     *
     * @param controlId MSH-10 of what goes out; the answer must name it where the protocol does so
     * @param body the bytes to send
     */
    record Ready(String controlId, byte[] body) implements Prepared {}

    /**
     * It cannot be said in the destination's language.
     *
     * @param problem what is wrong and where; no content of the message
     */
    record Untranslatable(Hl7Problem problem) implements Prepared {}
}
