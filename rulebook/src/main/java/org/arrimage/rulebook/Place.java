// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

/**
 * Where a value stands in a text.
 *
 * @param path keys and indexes from the root, for instance {@code assets[0].version}; empty at the
 *     root
 * @param line from 1; 0 when not known
 */
public record Place(String path, int line) {}
