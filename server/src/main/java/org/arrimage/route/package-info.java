/**
 * Route definitions: files read, checked and compiled into programs; versions by content digest.
 * Does not decide whether a route may run (gate) and carries nothing (delivery).
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.arrimage.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
