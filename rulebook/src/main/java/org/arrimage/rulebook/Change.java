// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.Instant;

/**
 * An instant at which the answer changes.
 *
 * @param at start of the day from which {@code clearance} is the answer
 */
public record Change(Instant at, Clearance clearance) {}
