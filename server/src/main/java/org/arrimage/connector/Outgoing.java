// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

/**
 * A message ready to be sent.
 *
 * @param controlId MSH-10 of an HL7 v2 message, which its answer must name in MSA-2; empty
 *     otherwise
 * @param body the bytes
 */
public record Outgoing(String controlId, byte[] body) {}
