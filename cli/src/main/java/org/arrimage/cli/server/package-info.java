// SPDX-License-Identifier: Apache-2.0
/**
 * The service seen from outside: where it is installed, its process, and its HTTP API. Prints
 * nothing.
 */
@NullMarked
package org.arrimage.cli.server;

import org.jspecify.annotations.NullMarked;
