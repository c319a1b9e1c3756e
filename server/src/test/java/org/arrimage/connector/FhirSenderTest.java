// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.translation.Translation;
import org.arrimage.translation.TranslationSettings;
import org.arrimage.translation.Translator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

class FhirSenderTest {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.add(exchange.getRequestURI().getPath());
                        exchange.sendResponseHeaders(200, -1);
                    }
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "transaction, /fhir, /fhir",
        "message, /fhir, /fhir/$process-message",
        "message, /fhir/, /fhir/$process-message"
    })
    void postsTransactionsToTheBaseAndMessagesToBeProcessed(
            String type, String base, String expected) throws InterruptedException {
        byte[] body =
                ("{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\"}")
                        .getBytes(StandardCharsets.UTF_8);

        send(base, body);

        assertThat(asked).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({"QBP^Q22, /fhir/$process-message", "ADT^A08, /fhir"})
    void knowsTheMessagesThatTheTranslationMakes(String type, String expected) throws Exception {
        String message =
                "MSH|^~\\&|A|B|C|D|20261101120000||%s|1|P|2.5.1\rPID|1||4471^^^HSM^MR||Roy^Zoé\r"
                        .formatted(type);
        Translation made =
                Translator.toFhir(
                        Hl7Message.read(
                                message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8),
                        TranslationSettings.defaults());

        send("/fhir", ((Translation.Translated) made).json());

        assertThat(asked).containsExactly(expected);
    }

    private void send(String base, byte[] body) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + base);
        try (var client = HttpClient.newHttpClient();
                var sender = new FhirSender(client, address, Duration.ofSeconds(10))) {
            sender.send(List.of(new Outgoing("", body)));

            assertThat(sender.receive().receipt()).isInstanceOf(Receipt.Taken.class);
        }
    }
}
