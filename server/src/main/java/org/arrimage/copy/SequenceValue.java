// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

/**
 * Where a sequence stands, those behind identity columns included.
 *
 * @param called whether {@code last} was given out already
 */
public record SequenceValue(String schema, String name, long last, boolean called) {}
