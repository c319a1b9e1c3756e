// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.kernel.MessageId;
import org.arrimage.rulebook.Text;

import java.time.Instant;

/**
 * A message that waits for a person at one destination.
 *
 * @param lane where it waits
 * @param position its place in the log
 * @param id its name
 * @param since when it was parked
 * @param code stable code of the reason
 * @param reason what happened and what to do
 */
public record ParkedMessage(
        LaneId lane,
        long position,
        MessageId id,
        Instant since,
        String code,
        Text reason) {}
