/**
 * The path of a message, in order: {@link org.arrimage.exchange.MessageJourney} is the file to read
 * first. Conducts the other modules; of its own it holds what is open, and how far a sender is with
 * what takes several messages to say.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "database",
            "connector",
            "messagelog",
            "route",
            "delivery",
            "gate",
            "registry",
            "notice",
            "backup",
            "api"
        })
package org.arrimage.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
