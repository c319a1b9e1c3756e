// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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

    private final List<String> posted = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;

    @Test
    void aRouteTranslatesWithTheVersionItNames() throws Exception {
        HttpServer fhir = fhirRecord();
        try (ServerProcess server = Launch.fast(folder).start()) {
            Network network =
                    new Network(
                            "fhir+http://127.0.0.1:" + fhir.getAddress().getPort() + "/fhir/R4");
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

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !posted.isEmpty());
            assertThat(unknown.statusCode()).isEqualTo(422);
            assertThat(unknown.body()).contains("translate.with");
            assertThat(changed.statusCode()).isEqualTo(422);
            assertThat(changed.body()).contains("version");
            assertThat(posted.getFirst())
                    .contains("\"url\":\"https://exemple.ca/lit\",\"valueString\":\"3E-312-1\"");
        } finally {
            fhir.stop(0);
        }
    }

    private HttpServer fhirRecord() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/R4", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] answer =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}"
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
