// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.time.Duration;

/**
 * How the log stands.
 *
 * @param waiting messages that wait for the writer
 * @param reusedControlIds messages that bore another's control id with other bytes, since the start
 * @param blocked for how long the log could not be written; zero while it can
 */
public record LogCounts(int waiting, long reusedControlIds, Duration blocked) {}
