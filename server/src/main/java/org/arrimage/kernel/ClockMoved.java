// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import java.time.Instant;

/**
 * Published, and heard before the caller is answered, each time a scenario's clock moves. Whoever
 * judges by business time judges again.
 *
 * @param to business time from now on
 */
public record ClockMoved(Instant to) {}
