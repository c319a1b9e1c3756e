// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.arrimage.cli.server;

import org.jspecify.annotations.NullMarked;
