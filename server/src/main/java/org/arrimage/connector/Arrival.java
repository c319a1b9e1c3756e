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
 */
public record Arrival(Link link, String peer, Instant at, Frame frame) {}
