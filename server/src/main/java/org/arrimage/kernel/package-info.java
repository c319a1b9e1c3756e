/**
 * What every module names the same way: identifiers, business time, the server's own settings.
 * Decides nothing and knows no other module.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.arrimage.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
