// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MeterTest {

    @Test
    void readsThisProcess() {
        Meter meter = Meter.of(List.of(ProcessHandle.current().pid()));

        assertThat(meter.residentBytes()).isPositive();
        assertThat(meter.cpuMillis()).isPositive();
        assertThat(meter.writtenBytes()).isPositive();
    }

    @Test
    void countsAProcessThatHasGoneAsNothing() {
        assertThat(Meter.of(List.of(999_999_999L))).isEqualTo(new Meter(0, 0, 0, 0));
    }
}
