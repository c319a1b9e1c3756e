/**
 * Envelope encryption for what is kept at rest: the data key to seal with now, every earlier one to
 * open with, and secrets for keyed hashes. Data keys are in the database, wrapped; the key that
 * wraps them never is. Does not know what is sealed, nor where it lies.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "database", "api"})
package org.arrimage.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
