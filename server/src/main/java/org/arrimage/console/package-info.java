/**
 * One page to look at: the network as it runs, and why each route may run. Reads, never changes;
 * shows identifiers, types, sizes and counts only, never what a message says. Decision 0202.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "database",
            "registry",
            "route",
            "messagelog",
            "delivery",
            "notice",
            "exchange"
        })
package org.arrimage.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
