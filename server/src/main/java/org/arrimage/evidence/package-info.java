/**
 * What people have recorded and signed: one object with three dates (effective, recorded, expires),
 * immutable. Takes in whole facts files, all or nothing. Does not judge what the evidence shows.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"registry", "api"})
package org.arrimage.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
