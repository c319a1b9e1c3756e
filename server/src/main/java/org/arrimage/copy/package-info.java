/**
 * The logical copy: everything that the product's schemas hold, read as of one instant from one
 * PostgreSQL and loaded into another, of the same or of a later major version. Learns what there is
 * from the catalogue and knows no table by name. Decision 0012.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.arrimage.copy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
