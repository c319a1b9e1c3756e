// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

/** What a person decides for a lane that a restore brought back to an earlier position. */
public enum Decision {
    /** Goes on from the restored position: what was sent after the backup may be sent again. */
    RESUME,
    /** Sends nothing of what the restored log holds: only what is accepted from now on. */
    SKIP
}
