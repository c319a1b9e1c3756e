// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import java.nio.file.Path;
import java.time.Duration;

class DatabaseSettingsTest {

    @Test
    void hasTheseDefaults() {
        var settings = bind(new MockEnvironment());

        assertThat(settings)
                .isEqualTo(
                        new DatabaseSettings(
                                null, "arrimage", "", null, null, 16, Duration.ofSeconds(10)));
        assertThat(settings.existing()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        var settings =
                bind(
                        new MockEnvironment()
                                .withProperty(
                                        "arrimage.database.url", "jdbc:postgresql://db:5432/hie")
                                .withProperty("arrimage.database.username", "hub")
                                .withProperty("arrimage.database.password", "secret")
                                .withProperty("arrimage.database.programs", "/opt/pg")
                                .withProperty("arrimage.database.former-programs", "/opt/pg-17")
                                .withProperty("arrimage.database.pool", "4")
                                .withProperty("arrimage.database.patience", "2s"));

        assertThat(settings)
                .isEqualTo(
                        new DatabaseSettings(
                                "jdbc:postgresql://db:5432/hie",
                                "hub",
                                "secret",
                                Path.of("/opt/pg"),
                                Path.of("/opt/pg-17"),
                                4,
                                Duration.ofSeconds(2)));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void refusesAPoolThatPostgresCouldNotServe() {
        assertThatThrownBy(() ->
                        new DatabaseSettings(
                                null, "arrimage", "", null, null, 61, Duration.ofSeconds(10)))
                .hasMessageContaining("1 to 60");
    }

    private static DatabaseSettings bind(MockEnvironment environment) {
        return Binder.get(environment).bindOrCreate("arrimage.database", DatabaseSettings.class);
    }
}
