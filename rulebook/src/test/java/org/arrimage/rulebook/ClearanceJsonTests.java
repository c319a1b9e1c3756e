// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

/** The machine form is a contract: its keys and their meaning do not move. */
class ClearanceJsonTests {

    private final SampleRoute route = new SampleRoute();

    @Test
    void aClearedRouteSaysUntilWhenAndByWhat() {
        JsonNode json = ClearanceJson.of(route.noon());

        assertThat(json.propertyNames()).containsExactly("state", "until", "gates");
        assertThat(json.get("until").asString()).isEqualTo("2028-06-02T04:00:00Z");
        JsonNode certification = json.get("gates").get(0);
        assertThat(certification.propertyNames())
                .containsExactly(
                        "gate",
                        "title",
                        "state",
                        "articles",
                        "evidence",
                        "until",
                        "reason",
                        "findings");
        assertThat(certification.get("evidence").asString())
                .isEqualTo("CERTIFICATE app 4.2, SIGNATURE adt");
        assertThat(certification.get("articles").get(0).asString()).isEqualTo("SNDE-5.1");
    }

    @Test
    void aHeldGateNamesOnlyWhatStandsInTheWayAndFindsAll() {
        route.signatures.remove(3);

        JsonNode gate = ClearanceJson.of(route.noon()).get("gates").get(3);

        assertThat(gate.get("gate").asString()).isEqualTo("G11");
        assertThat(gate.get("state").asString()).isEqualTo("HELD");
        assertThat(gate.get("articles").toString()).isEqualTo("[\"SNDE-6.5\"]");
        assertThat(gate.has("until")).isFalse();
        assertThat(gate.get("findings")).hasSize(4);
        assertThat(gate.get("findings").get(0).get("state").asString()).isEqualTo("HELD");
        assertThat(gate.get("reason").get("fr").asString()).contains("app", "adt");
    }

    @Test
    void aChangeCarriesItsInstant() {
        var change = new Change(SampleRoute.NOON, route.noon());

        assertThat(ClearanceJson.of(change).get("at").asString())
                .isEqualTo(SampleRoute.NOON.toString());
    }
}
