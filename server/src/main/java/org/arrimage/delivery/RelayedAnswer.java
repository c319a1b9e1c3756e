// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

/**
 * What a destination answered to a request.
 *
 * @param outcome {@code DELIVERED}, {@code REFUSED} or {@code NO_ANSWER}
 * @param answered MSA-1 or the HTTP status; empty when nothing was answered
 * @param sent SHA-256 of what was sent
 * @param answer the answer itself; empty when nothing was answered
 */
public record RelayedAnswer(String outcome, String answered, byte[] sent, byte[] answer) {}
