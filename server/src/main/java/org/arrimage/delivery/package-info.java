/**
 * Lanes: each destination reads the log from a position of its own, keeps the order of each key,
 * tries again, parks what cannot pass, and settles in groups. Does not know what is sent nor how.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "messagelog", "database", "keys", "backup"})
package org.arrimage.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
