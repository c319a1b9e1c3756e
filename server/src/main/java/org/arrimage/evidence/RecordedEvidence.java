// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import java.time.Instant;

/**
 * Evidence with the instant it was recorded.
 *
 * @param recorded business time of the server, never the author's
 */
public record RecordedEvidence(Evidence evidence, Instant recorded) {}
