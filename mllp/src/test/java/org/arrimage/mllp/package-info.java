// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.arrimage.mllp;

import org.jspecify.annotations.NullMarked;
