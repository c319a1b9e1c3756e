// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.kernel.MessageId;

import java.time.Instant;

/**
 * What may be shown of a message without reading it.
 *
 * @param position its place in the log
 * @param id its name
 * @param source the asset that sent it
 * @param type MSH-9.1 and MSH-9.2 joined by {@code ^}
 * @param receivedAt when its last byte arrived
 * @param bytes the size of its body
 */
public record LoggedSummary(
        long position, MessageId id, String source, String type, Instant receivedAt, int bytes) {}
