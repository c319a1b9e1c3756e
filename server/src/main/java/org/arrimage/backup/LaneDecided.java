// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

/** An event: the lane was decided on and may run, from wherever its position is now. */
public record LaneDecided(String route, String asset, Decision decision) {}
