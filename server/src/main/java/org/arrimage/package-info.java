/** The server's root: it only starts; every business boundary is a package below. */
@NullMarked
package org.arrimage;

import org.jspecify.annotations.NullMarked;
