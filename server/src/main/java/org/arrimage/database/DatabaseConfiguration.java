// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.arrimage.kernel.ServerSettings;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.sql.DataSource;

/**
 * Opens the store. The {@code DataSource} exists only once the database runs and every schema is up
 * to date, so whoever is given it needs no ordering of its own.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Database database(DatabaseSettings settings, ServerSettings server) {
        return Database.open(settings, server.data());
    }

    @Bean(destroyMethod = "") // Database closes it, before PostgreSQL stops
    DataSource dataSource(Database database) {
        return database.pool();
    }

    /** Down from the moment the embedded PostgreSQL dies until it takes connections again. */
    @Bean
    HealthIndicator storeHealthIndicator(Database database) {
        return () ->
                database.embedded()
                        .map(postgres ->
                                (postgres.running() ? Health.up() : Health.down())
                                        .withDetail("restarts", postgres.restarts())
                                        .build())
                        .orElseGet(() -> Health.up().build());
    }
}
