// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.arrimage.kernel.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.InstantSource;
import java.util.Optional;

import javax.sql.DataSource;

/** Brings the wrapped keys of the database and the origin of those that wrap them together. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    @Bean
    Keyring keyring(
            DataSource database, KeySettings settings, ServerSettings server, InstantSource clock) {
        KeyOrigin origin =
                KeyOrigin.of(
                        settings.origin(),
                        server.data(),
                        name -> Optional.ofNullable(System.getenv(name)));
        return new Keyring(database, origin, clock);
    }
}
