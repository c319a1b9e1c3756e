// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

/**
 * What a lane has done and holds.
 *
 * @param waiting read from the log and not yet settled
 * @param readCount messages of the source read since the start of this process
 * @param delivered delivered since the start of this process
 * @param parked waiting for a person
 * @param paused the lane rests before its next attempt
 */
record LaneCounts(long waiting, long readCount, long delivered, long parked, boolean paused) {}
