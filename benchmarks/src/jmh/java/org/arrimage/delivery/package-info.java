// SPDX-License-Identifier: Apache-2.0
/** The hot pieces of this package alone, measured with JMH. Not part of the product. */
@NullMarked
package org.arrimage.delivery;

import org.jspecify.annotations.NullMarked;
