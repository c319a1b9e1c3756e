/**
 * The append-only record of every accepted message, its one writer, and the quarantine of what was
 * refused. Knows nothing of routes or destinations: those are readers with a position.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "keys", "database", "api"})
package org.arrimage.messagelog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
