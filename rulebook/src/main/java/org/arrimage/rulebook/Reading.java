// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/**
 * What we read where a directive leaves a question open; shown with its rationale, never hidden.
 *
 * @param id id of the catalogue, for instance {@code AMB-16}
 * @param article the article that leaves the question open
 * @param question what is not settled
 * @param reading the default answer
 * @param alternative the other answer that the text allows
 */
public record Reading(String id, String article, Text question, Text reading, Text alternative) {}
