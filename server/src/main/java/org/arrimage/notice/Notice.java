// SPDX-License-Identifier: Apache-2.0
package org.arrimage.notice;

import org.arrimage.rulebook.Text;

import java.time.Instant;

/**
 * One thing that somebody was told.
 *
 * @param id grows with time
 * @param at business time at which it was told
 * @param subject what it is about: the id of a route, of an asset, of a message
 * @param to who is told: an organisation, a person, or {@code operators}
 * @param text never holds patient data
 */
public record Notice(long id, Instant at, String subject, String to, Text text) {}
