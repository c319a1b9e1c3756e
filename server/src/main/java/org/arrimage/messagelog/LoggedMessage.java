// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.kernel.MessageId;

/**
 * A message that is on disk.
 *
 * @param position its place in the log: contiguous, in the order of commit
 * @param message what was recorded
 */
public record LoggedMessage(long position, Incoming message) {

    /** Its name: says when it came and where it is, so that no index is needed to find it. */
    public MessageId id() {
        return MessageId.of(message.receivedAt(), position);
    }
}
