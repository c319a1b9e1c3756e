// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;

/** A FHIR destination needs a message whole: it gets what memory can hold, the rest is parked. */
class LargeTranslationTests {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void translatesADocumentThatMemoryCanHoldAndParksALargerOne() throws Exception {
        try (FhirDestination fhir = new FhirDestination();
                ServerProcess server = Launch.fast(folder).start()) {
            Network network = new Network(fhir.address());
            network.load(server);
            server.must(
                    "PUT",
                    "/api/v1/routes/adt-to-clinic",
                    network.route()
                            .replaceFirst("messages: \\[[^]]*]", "messages: [ORU^R01]")
                            .replace("destinations:", "translate: {to: fhir-r4}\ndestinations:"));

            assertThat(document("HELD", 5).sendTo(network.port())).contains("MSA|AA|HELD");
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() ->
                            !fhir.posted().isEmpty() || !server.get("/api/v1/parked").isEmpty());
            assertThat(server.get("/api/v1/parked")).isEmpty();
            assertThat(document("LARGE", 20).sendTo(network.port())).contains("MSA|AA|LARGE");
            Awaitility.await()
                    .atMost(LONG_ENOUGH)
                    .until(() -> !server.get("/api/v1/parked").isEmpty());

            JsonNode parked = server.get("/api/v1/parked").get(0);
            assertThat(fhir.posted()).hasSize(1).allMatch(bytes -> bytes.length > 5 << 20);
            assertThat(parked.get("code").asString()).isEqualTo("VALUE_TOO_LARGE");
            assertThat(parked.get("reason").get("en").asString()).contains("OBX(2)-5.5");
        }
    }

    private static LargeMessage document(String controlId, int megabytes) {
        return new LargeMessage(controlId, "ORU^R01^ORU_R01", "ARRIMAGE", megabytes << 20);
    }
}
