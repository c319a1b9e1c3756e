// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Settings of the server as a whole.
 *
 * @param data folder that holds everything the server keeps outside the database, and the embedded
 *     database itself; made when absent, readable by its owner only
 * @param routes folder of route files ({@code *.yaml}); absent = {@code routes} in {@code data}
 * @param inspection true = the server only shows what it stores: no door opens and no lane runs,
 *     for a copy that is restored to be looked at
 * @param clock business time
 */
@ConfigurationProperties("arrimage")
public record ServerSettings(
        @DefaultValue("arrimage-data") Path data,
        @Nullable Path routes,
        @DefaultValue("false") boolean inspection,
        @DefaultValue ClockSettings clock) {

    public ServerSettings {
        routes = routes == null ? data.resolve("routes") : routes;
    }

    /** The folder of route files. */
    @Override
    public Path routes() {
        return routes == null ? data.resolve("routes") : routes;
    }

    /**
     * Business time: what certificates, clearances and retention are judged by. TLS and tokens
     * always use the system's clock.
     *
     * @param start first instant of a scenario clock that only moves when told; absent = the
     *     system's clock
     */
    public record ClockSettings(@Nullable Instant start) {
        /** Where a scenario starts, if business time is a scenario's. */
        public Optional<Instant> scenarioStart() {
            return Optional.ofNullable(start);
        }
    }
}
