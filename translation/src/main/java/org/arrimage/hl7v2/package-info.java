// SPDX-License-Identifier: Apache-2.0
/**
 * Reads, edits and acknowledges HL7 v2 messages (2.1 to 2.8) straight on their bytes, the same way
 * for every version. Does not know what a segment means, opens no connection and reads no clock.
 */
@NullMarked
package org.arrimage.hl7v2;

import org.jspecify.annotations.NullMarked;
