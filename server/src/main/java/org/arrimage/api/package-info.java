/**
 * What every HTTP face shares: who may call, how a refusal is told, where the server is found.
 * Knows nothing of what the controllers do.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "kernel")
package org.arrimage.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
