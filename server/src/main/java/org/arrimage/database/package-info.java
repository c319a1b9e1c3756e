/**
 * The store: a real PostgreSQL that the server starts and watches itself, or one given by JDBC URL,
 * migrated module by module before anything may use it. Knows nothing of what is stored.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "copy"})
package org.arrimage.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
