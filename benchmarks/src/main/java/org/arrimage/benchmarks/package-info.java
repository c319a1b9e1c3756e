// SPDX-License-Identifier: Apache-2.0
/**
 * Load tools and the whole-process measure behind {@code arrimage bench}: a generator, a sink that
 * counts loss, duplicates and disorder, and the limit (an MLLP echo that makes messages durable and
 * parses nothing). Uses fictitious patients only.
 */
@NullMarked
package org.arrimage.benchmarks;

import org.jspecify.annotations.NullMarked;
