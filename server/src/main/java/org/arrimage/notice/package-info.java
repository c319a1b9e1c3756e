/**
 * What people and systems are told, once, provably. Keeps the inbox; does not decide what is worth
 * telling, and sends nothing outside yet.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.arrimage.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
