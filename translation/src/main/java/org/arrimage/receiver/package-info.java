// SPDX-License-Identifier: Apache-2.0
/**
 * Makes an HL7 v2 message what one receiver asks for: its events, one message for each
 * installation, lengths, capitals, letters without accents, codes, values that erase, segments of
 * its own, character set. Works the same on a message that was written from FHIR and on one that
 * comes from another system. Knows no route and reads no file: a profile comes as a map.
 */
@NullMarked
package org.arrimage.receiver;

import org.jspecify.annotations.NullMarked;
