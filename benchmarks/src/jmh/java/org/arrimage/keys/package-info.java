// SPDX-License-Identifier: Apache-2.0
/** A key for the benchmarks of what seals. Not part of the product. */
@NullMarked
package org.arrimage.keys;

import org.jspecify.annotations.NullMarked;
