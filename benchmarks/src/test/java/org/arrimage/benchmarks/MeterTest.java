// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Iterator;
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

    @Test
    void readsProcessorTimeAfterANameWithSpaces() {
        String stat = "42 (a (b) c) S 1 1 1 0 -1 4194560 1 2 3 4 150 50 10 5 20 0 1 0 9";

        assertThat(Meter.cpuMillis(stat)).isEqualTo(2_150.0);
        assertThat(Meter.cpuMillis("")).isZero();
    }

    @Test
    void looksAgainWhenTheFamilyChanged() {
        long here = ProcessHandle.current().pid();
        Iterator<List<Long>> looks =
                List.of(List.of(here, 999_999_999L), List.of(here), List.of(here)).iterator();

        Meter meter = Meter.settled(looks::next);

        assertThat(meter.residentBytes()).isPositive();
        assertThat(looks.hasNext()).isFalse();
    }

    @Test
    void readsAHeapFromWhatTheJdkSays() throws Exception {
        String said =
                "12:\n"
                    + " garbage-first heap   total reserved 6K, committed 393216K, used 5000K [0x,"
                    + " 0x)";

        assertThat(HeapAfter.used(said)).isEqualTo(5.12);
        assertThat(HeapAfter.used("")).isZero();
        assertThat(HeapAfter.megabytes(ProcessHandle.current().pid())).isPositive();
        assertThat(HeapAfter.megabytes(999_999_999L)).isZero();
    }
}
