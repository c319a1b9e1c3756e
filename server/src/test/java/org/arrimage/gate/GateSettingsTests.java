// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.rulebook.Parameter;
import org.arrimage.rulebook.Parameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

class GateSettingsTests {

    @Test
    void theDefaultsAreTheUsualValuesOfTheRulebook() {
        var settings = new Binder().bindOrCreate("arrimage.gate", GateSettings.class);

        for (Parameter parameter : Parameter.values()) {
            assertThat(settings.parameters().value(parameter))
                    .isEqualTo(Parameters.USUAL.value(parameter));
        }
    }

    @Test
    void everyKeyIsRead() {
        var source =
                new MapConfigurationPropertySource(
                        Map.of(
                                "arrimage.gate.risk-analysis-grace-days", "7",
                                "arrimage.gate.certificate-validity-months", "12",
                                "arrimage.gate.acceptable-residual-level", "3"));

        assertThat(new Binder(source).bind("arrimage.gate", GateSettings.class).get())
                .isEqualTo(new GateSettings(7, 12, 3));
    }

    @Test
    void aValueOutOfBoundsIsRefused() {
        assertThatThrownBy(() -> new GateSettings(30, 0, 2).parameters())
                .hasMessageContaining("CERTIFICATE_VALIDITY_MONTHS must be 1 to 1200");
    }
}
