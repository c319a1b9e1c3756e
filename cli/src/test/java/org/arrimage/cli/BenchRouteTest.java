// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class BenchRouteTest {

    @Test
    void sendsToEachSinkOverItsLanes() {
        String file = new BenchRoute(8, 1).file(2575, List.of(7001, 7002));

        assertThat(file)
                .contains("receive: \"mllp://127.0.0.1:2575\"")
                .contains(
                        "\n  - {asset: banc-puits-1, send: \"mllp://127.0.0.1:7001\", order:"
                                + " patient, connections: 8, retry: {")
                .contains("\n  - {asset: banc-puits-2, send: \"mllp://127.0.0.1:7002\"")
                .doesNotContain("{{");
    }

    @Test
    void speaksOfAPipelineOnlyWhenThereIsOne() {
        assertThat(new BenchRoute(8, 1).file(1, List.of(2))).doesNotContain("pipeline");
        assertThat(new BenchRoute(8, 16).file(1, List.of(2)))
                .contains("connections: 8, pipeline: 16, retry: {");
    }

    @Test
    void putsEverySinkOnFile() {
        String facts = BenchRoute.facts(3);

        assertThat(facts)
                .contains("{id: banc-puits-1, ", "{id: banc-puits-3, ")
                .contains("{id: banc-detenteur-puits-3, type: SIGNATURE")
                .doesNotContain("{{", "banc-puits-4");
    }

    @Test
    void refusesWhatARouteFileWouldRefuse() {
        assertThatThrownBy(() -> new BenchRoute(65, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BenchRoute(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
