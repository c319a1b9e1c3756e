// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
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
        "ADT^A04, /fhir, /fhir",
        "QBP^Q22, /fhir, /fhir/$process-message",
        "QBP^Q22, /fhir/, /fhir/$process-message"
    })
    void postsTransactionsToTheBaseAndMessagesToBeProcessed(
            String type, String base, String expected) throws InterruptedException, Hl7Problem {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + base);
        byte[] body = translated(type);

        try (var client = HttpClient.newHttpClient();
                var sender = new FhirSender(client, address, Duration.ofSeconds(10))) {
            sender.send(List.of(new Outgoing("", body)));

            assertThat(sender.receive().receipt()).isInstanceOf(Receipt.Taken.class);
        }
        assertThat(asked).containsExactly(expected);
    }

    private static byte[] translated(String type) throws Hl7Problem {
        String text =
                "MSH|^~\\&|SIPMI|CLSC|ARRIMAGE|RQS|20261106111500||%s|1|P|2.5.1\r".formatted(type)
                        + "PID|1||55001^^^CLSC^MR||Roy^Zoé\r"
                        + "QPD|Q22^Recherche^HL7nnnn|Q1|@PID.5.1^Roy\rRCP|I\r";
        Hl7Message message =
                Hl7Message.read(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return Translator.toFhir(message, TranslationSettings.defaults())
                        instanceof Translation.Translated done
                ? done.json()
                : new byte[0];
    }
}
