/**
 * Who is in the network: organisations, their information assets, and each version an asset had.
 * Does not judge them, and keeps no evidence about them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.arrimage.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
