// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * What a lane has done and holds.
 *
 * @param waiting read from the log and not yet settled
 * @param readCount messages of the source read since the start of this process
 * @param delivered delivered since the start of this process
 * @param parked waiting for a person
 * @param paused the lane waits for its destination or its route
 * @param stopped too many keys are parked: it reads no further until a person has looked
 * @param oldest when the oldest message in its window came
 */
record LaneCounts(
        long waiting,
        long readCount,
        long delivered,
        long parked,
        boolean paused,
        boolean stopped,
        Optional<Instant> oldest) {}
