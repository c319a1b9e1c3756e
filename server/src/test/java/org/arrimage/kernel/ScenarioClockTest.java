// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class ScenarioClockTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void standsStillUntilMoved() {
        var clock = new ScenarioClock(NOON);

        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.moveTo(NOON.plusSeconds(60))).isTrue();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void neverGoesBack() {
        var clock = new ScenarioClock(NOON);

        assertThat(clock.moveTo(NOON.minusSeconds(1))).isFalse();
        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
