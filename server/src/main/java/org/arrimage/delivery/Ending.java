// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.time.Instant;

/**
 * What became of one message at one destination.
 *
 * @param outcome {@code DELIVERED}, {@code REFUSED}, {@code NO_ANSWER} or {@code PARKED}
 */
public record Ending(LaneId lane, long position, String outcome, Instant at) {}
