// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code arrimage} command. Offline commands use the rulebook and the translation in this
 * process; online ones speak to a running service through its HTTP API. Results go to standard
 * output, progress and remarks to standard error.
 *
 * <p>Exit codes: 0 done, 1 the answer is no, 2 unusable input or arguments, 3 something of ours
 * failed.
 */
@NullMarked
package org.arrimage.cli;

import org.jspecify.annotations.NullMarked;
