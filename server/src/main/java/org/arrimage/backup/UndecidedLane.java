// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import java.time.Instant;

/**
 * A lane that a restore brought back to an earlier position.
 *
 * @param position where it stood when the backup was made: everything at or below is settled
 * @param logEnd the last position of the log in the backup
 * @param madeAt when the backup was made
 * @param restoredAt when it was restored
 */
record UndecidedLane(
        String route,
        String asset,
        long position,
        long logEnd,
        Instant madeAt,
        Instant restoredAt) {}
