/**
 * Whether each route may run: gathers the facts of a route, asks the rulebook, keeps the answer in
 * memory for those who carry messages, activates, holds and releases, and tells people. Does not
 * decide anything itself (the rulebook does) and carries nothing.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"kernel", "route", "registry", "evidence", "notice", "api"})
package org.arrimage.gate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
