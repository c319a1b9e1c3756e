// SPDX-License-Identifier: Apache-2.0
/**
 * Frames of the Minimal Lower Layer Protocol (HL7 v2.5.1 implementation support guide, appendix C),
 * read and written, and a blocking client of them. Knows bytes only: it never looks inside a
 * message. Uses the JDK alone.
 */
@NullMarked
package org.arrimage.mllp;

import org.jspecify.annotations.NullMarked;
