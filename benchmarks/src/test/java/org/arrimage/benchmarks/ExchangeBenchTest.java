// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExchangeBenchTest {

    @Test
    void measuresAnEngineBesideTheLimit() throws Exception {
        var order = new ExchangeBench.Order(List.of(1, 4), 0.3, 0, 2, Payload.ADT, 20);
        List<String> progress = new ArrayList<>();

        ExchangeReport report =
                ExchangeBench.run(
                        order,
                        Relay::new,
                        (connections, round, _, _) -> progress.add(connections + "/" + round));

        assertThat(progress).containsExactly("1/1", "1/2", "4/1", "4/2");
        assertThat(report.runs()).hasSize(2);
        for (ExchangeReport.Run run : report.runs()) {
            assertThat(run.deliveredPerSecond()).isPositive();
            assertThat(run.limitPerSecond()).isPositive();
            assertThat(
                            run.lost()
                                    + run.duplicates()
                                    + run.outOfOrder()
                                    + run.refused()
                                    + run.unedited())
                    .isZero();
            assertThat(run.endToEndMillis().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(run.acknowledgementMillis().p99());
        }
        assertThat(report.machine().cores()).isPositive();
    }

    @Test
    void refusesAnOrderItCannotKeep() {
        assertThatThrownBy(() -> new ExchangeBench.Order(List.of(0), 1, 0, 1, Payload.ADT, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExchangeBench.Order(List.of(1), 0, 0, 1, Payload.ADT, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsProcessorTimeAfterANameWithSpaces() {
        String stat = "42 (a (b) c) S 1 1 1 0 -1 4194560 1 2 3 4 150 50 10 5 20 0 1 0 9";

        assertThat(Meter.cpuMillis(stat)).isEqualTo(2_150.0);
        assertThat(Meter.cpuMillis("")).isZero();
    }
}
