// SPDX-License-Identifier: Apache-2.0
/**
 * Turns an HL7 v2 message into a FHIR R4 transaction bundle, one typed mapper per segment, and says
 * what the bundle could not carry. Pure: the same message and settings give the same bytes. Does
 * not send anything, does not validate against a terminology server.
 */
@NullMarked
package org.arrimage.translation;

import org.jspecify.annotations.NullMarked;
