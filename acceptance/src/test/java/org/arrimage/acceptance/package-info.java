/**
 * Black-box tests of the packaged server: processes, sockets, kills; and the rules of the house.
 */
@NullMarked
package org.arrimage.acceptance;

import org.jspecify.annotations.NullMarked;
