// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a FHIR R4 bundle and writes it as HL7 v2 messages (2.3 to 2.6), one typed writer per
 * segment, and says which elements no field could carry. Pure: the same bundle and settings give
 * the same text. Does not validate the bundle, sends nothing and knows no receiver: what one asks
 * for is in {@code org.arrimage.receiver}.
 */
@NullMarked
package org.arrimage.fhir;

import org.jspecify.annotations.NullMarked;
