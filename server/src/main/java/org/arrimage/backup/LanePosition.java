// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

/**
 * How far a destination had read the log.
 *
 * @param position everything at or below it is settled
 */
public record LanePosition(String route, String asset, long position) {}
