// SPDX-License-Identifier: Apache-2.0
/**
 * The hot pieces alone, measured with JMH: {@code -Pjmh}, see docs/operating/bench.md. Not part of
 * the product.
 */
@NullMarked
package org.arrimage.benchmarks;

import org.jspecify.annotations.NullMarked;
