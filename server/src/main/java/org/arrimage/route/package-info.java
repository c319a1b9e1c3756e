/**
 * Route definitions: files read, checked and compiled into programs; versions by content digest.
 * The mappings that they name, by version. Does not decide whether a route may run (gate) and
 * carries nothing (delivery).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "api"})
package org.arrimage.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
