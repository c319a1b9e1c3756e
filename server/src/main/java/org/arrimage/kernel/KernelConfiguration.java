// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.InstantSource;

/** Gives the whole server its time and its chance. */
@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

    @Bean
    InstantSource businessClock(ServerSettings settings) {
        return settings.clock()
                .scenarioStart()
                .<InstantSource>map(ScenarioClock::new)
                .orElseGet(InstantSource::system);
    }

    @Bean
    MessageIds messageIds(InstantSource businessClock) {
        return new MessageIds(businessClock, new SecureRandom());
    }
}
