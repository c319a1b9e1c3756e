/**
 * The path of a message, in order: {@link org.arrimage.exchange.MessageJourney} is the file to read
 * first. Conducts the other modules and holds nothing of its own but what is open.
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
