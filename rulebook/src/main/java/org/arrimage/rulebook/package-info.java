// SPDX-License-Identifier: Apache-2.0
/**
 * The directives as pure rules and dated data: facts of a route in, a clearance with its articles
 * out. Knows no Spring, no SQL, no network and no clock of its own: the day is always given.
 *
 * <p>A document is added with a file in {@code obligations/} named in {@link Obligations}, and with
 * rule classes named in {@link Rules}; a test walks both and refuses a row that nothing answers.
 */
@NullMarked
package org.arrimage.rulebook;

import org.jspecify.annotations.NullMarked;
