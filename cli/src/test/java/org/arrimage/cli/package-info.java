// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.arrimage.cli;

import org.jspecify.annotations.NullMarked;
