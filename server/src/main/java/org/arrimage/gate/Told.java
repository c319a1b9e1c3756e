// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.rulebook.State;

import java.time.Instant;

/**
 * What was last told of a route.
 *
 * @param count how many times something was told of it; names each telling
 */
record Told(State state, long count, Instant since) {}
