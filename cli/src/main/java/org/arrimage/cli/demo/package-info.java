// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: a small believable network around a real service, real messages on real
 * sockets, and what is expected of each. Every person, institution and product in it is fictitious.
 */
@NullMarked
package org.arrimage.cli.demo;

import org.jspecify.annotations.NullMarked;
