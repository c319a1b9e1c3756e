// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A route picks a version of a mapping, which changes what its destination gets. */
class MappingTests {

    private static final String MAPPING =
            """
            mapping: lits
            version: 1
            date: 2026-11-25
            description: {fr: Lits, en: Beds}
            rules:
              - {from: ZLT-1, to: "Encounter.extension(https://exemple.ca/lit).valueString"}
            """;

    @TempDir private Path folder;

    @Test
    void aRouteTranslatesWithTheVersionItNames() throws Exception {
        try (FhirDestination fhir = new FhirDestination();
                ServerProcess server = Launch.fast(folder).start()) {
            Network network = new Network(fhir.address());
            network.load(server);
            String route =
                    network.route()
                            .replace(
                                    "destinations:",
                                    "translate: {to: fhir-r4, with: lits@1}\ndestinations:");

            var unknown = server.call("PUT", "/api/v1/routes/adt-to-clinic", route);
            server.must("PUT", "/api/v1/mappings/lits@1", MAPPING);
            var changed =
                    server.call(
                            "PUT", "/api/v1/mappings/lits@1", MAPPING.replace("exemple", "autre"));
            server.must("PUT", "/api/v1/routes/adt-to-clinic", route);
            try (RawPeer peer = new RawPeer(network.port())) {
                peer.write(
                        RawPeer.framed(
                                "MSH|^~\\&|ADT|HSM|X|Y|20260302||ADT^A01|M1|P|2.5.1\r"
                                        + "PID|1||4471^^^HSM^MR||Roy^Zoé\r"
                                        + "PV1|1|I\r"
                                        + "ZLT|3E-312-1\r"));
                assertThat(peer.mustAnswer()).contains("MSA|AA|M1");
            }

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !fhir.posted().isEmpty());
            assertThat(unknown.statusCode()).isEqualTo(422);
            assertThat(unknown.body()).contains("translate.with");
            assertThat(changed.statusCode()).isEqualTo(422);
            assertThat(changed.body()).contains("version");
            assertThat(new String(fhir.posted().getFirst(), StandardCharsets.UTF_8))
                    .contains("\"url\":\"https://exemple.ca/lit\",\"valueString\":\"3E-312-1\"");
        }
    }
}
