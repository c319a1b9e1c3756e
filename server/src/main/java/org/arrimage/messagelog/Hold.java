// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.time.Instant;

/**
 * A legal hold: retention drops nothing of what an asset sent while it is in force.
 *
 * @param id its number
 * @param asset the asset that sent what is kept
 * @param placedBy who placed it
 * @param reason why, in that person's words; names a matter, not a patient
 */
record Hold(int id, String asset, Instant placedAt, String placedBy, String reason) {}
