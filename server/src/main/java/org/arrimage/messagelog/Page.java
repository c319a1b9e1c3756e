// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.List;

/**
 * A stretch of the log as one reader sees it.
 *
 * @param messages the messages of the reader's source, in order
 * @param readTo every position up to this one was looked at, whatever its source
 */
public record Page(List<LoggedMessage> messages, long readTo) {}
