// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import java.nio.file.Path;
import java.time.Instant;

class ServerSettingsTest {

    @Test
    void hasTheseDefaults() {
        var settings = bind(new MockEnvironment());

        assertThat(settings.data()).isEqualTo(Path.of("arrimage-data"));
        assertThat(settings.routes()).isEqualTo(Path.of("arrimage-data", "routes"));
        assertThat(settings.inspection()).isFalse();
        assertThat(settings.clock().scenarioStart()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        var settings =
                bind(
                        new MockEnvironment()
                                .withProperty("arrimage.data", "/var/lib/arrimage")
                                .withProperty("arrimage.routes", "/etc/arrimage/routes")
                                .withProperty("arrimage.inspection", "true")
                                .withProperty("arrimage.clock.start", "2026-01-05T13:00:00Z"));

        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/arrimage"));
        assertThat(settings.routes()).isEqualTo(Path.of("/etc/arrimage/routes"));
        assertThat(settings.inspection()).isTrue();
        assertThat(settings.clock().scenarioStart())
                .contains(Instant.parse("2026-01-05T13:00:00Z"));
    }

    private static ServerSettings bind(MockEnvironment environment) {
        return Binder.get(environment).bindOrCreate("arrimage", ServerSettings.class);
    }
}
