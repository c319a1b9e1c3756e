// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import java.nio.file.Path;

class RestoreSettingsTest {

    @Test
    void hasTheseDefaults() {
        assertThat(bind(new MockEnvironment())).isEqualTo(new RestoreSettings(null, false, null));
        assertThat(RestoreProgram.asked(new String[] {"--arrimage.data=x"})).isFalse();
    }

    @Test
    void readsEveryKey() {
        var settings =
                bind(
                        new MockEnvironment()
                                .withProperty("arrimage.restore.from", "/srv/a.backup")
                                .withProperty("arrimage.restore.verify", "true")
                                .withProperty("arrimage.restore.report", "/tmp/report.json"));

        assertThat(settings)
                .isEqualTo(
                        new RestoreSettings(
                                Path.of("/srv/a.backup"), true, Path.of("/tmp/report.json")));
        assertThat(RestoreProgram.asked(new String[] {"--arrimage.restore.from=/srv/a.backup"}))
                .isTrue();
    }

    private static RestoreSettings bind(MockEnvironment environment) {
        return Binder.get(environment).bindOrCreate("arrimage.restore", RestoreSettings.class);
    }
}
