// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

/**
 * A message that is on disk.
 *
 * @param position its place in the log: contiguous, in the order of commit
 * @param message what was recorded
 */
public record LoggedMessage(long position, Incoming message) {}
