/**
 * Backup of the whole while the server runs, its restore, and the decision that every lane waits
 * for after one. An archive is a logical copy, compressed and encrypted under a key that only the
 * key-encryption key opens. Knows what is stored only by what the catalogue says, and what a lane
 * is by {@link org.arrimage.backup.LanePositions}. Decision 0012.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "database", "copy", "keys", "api"})
package org.arrimage.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
