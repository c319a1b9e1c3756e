/**
 * Bytes in and out: listeners that frame and inspect what arrives, senders that speak a
 * destination's protocol. Knows nothing of routes, lanes or clearance.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.arrimage.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
