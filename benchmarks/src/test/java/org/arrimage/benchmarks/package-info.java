// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.arrimage.benchmarks;

import org.jspecify.annotations.NullMarked;
