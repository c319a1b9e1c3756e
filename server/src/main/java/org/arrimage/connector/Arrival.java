// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.mllp.Frame;

import java.time.Instant;

/**
 * Something that arrived on a link.
 *
 * @param link the door it came by
 * @param peer address and port of the other end
 * @param at when its last byte arrived
 * @param frame the bytes, well framed or not
 * @param part where in a larger sending it stood, in numbers only; empty when it came alone
 */
public record Arrival(Link link, String peer, Instant at, Frame frame, String part) {

    /** What came in a frame of its own. */
    public Arrival(Link link, String peer, Instant at, Frame frame) {
        this(link, peer, at, frame, "");
    }

    /** A part of this, as if it had come in a frame of its own. */
    public Arrival part(byte[] body, String where) {
        return new Arrival(link, peer, at, new Frame.Complete(body), where);
    }

    /** Whether nothing came with it. */
    public boolean alone() {
        return part.isEmpty();
    }
}
