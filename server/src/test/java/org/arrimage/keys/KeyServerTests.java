// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.Arrimage;
import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The whole server: its keys asked for from outside, and its start without them. */
class KeyServerTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path data;
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tellsItsKeysAndReplacesThemWithoutEverShowingOne() throws Exception {
        try (var server = start("data")) {
            JsonNode before = ask("GET", "", 200);
            JsonNode newData = ask("POST", "/data-key", 200);
            JsonNode newKek = ask("POST", "/kek", 200);

            assertThat(server.isRunning()).isTrue();
            assertThat(before.path("origin").asString()).isEqualTo("data");
            assertThat(before.path("kek").path("number").asInt()).isEqualTo(1);
            assertThat(before.path("kek").path("place").asString()).endsWith("keys/kek-1");
            assertThat(newData.path("dataKey").path("id").asInt())
                    .isGreaterThan(before.path("dataKey").path("id").asInt());
            assertThat(newData.path("dataKeys").asInt()).isEqualTo(2);
            assertThat(newKek.path("kek").path("number").asInt()).isEqualTo(2);
            assertThat(newKek.path("olderKeks").get(0).path("number").asInt()).isEqualTo(1);
            for (String file : new String[] {"keys/kek-1", "keys/kek-2"}) {
                assertThat(before.toString() + newData + newKek)
                        .doesNotContain(Files.readString(data.resolve(file)).strip());
            }
        }
    }

    @Test
    void saysInBothLanguagesThatSomebodyElseMustBringTheNextKek() throws Exception {
        Path secret = data.resolve("secret");
        Files.writeString(secret, Base64.getEncoder().encodeToString(new byte[32]));
        try (var _ = start("file:" + secret)) {
            JsonNode refused = ask("POST", "/kek", 409);

            assertThat(refused.path("code").asString()).isEqualTo("no-newer-kek");
            assertThat(refused.path("reason").path("fr").asString()).contains(secret.toString());
            assertThat(refused.path("reason").path("en").asString()).contains(secret.toString());
        }
    }

    @Test
    void doesNotStartOnADatabaseWhoseKekIsMissing() throws Exception {
        start("data").close();
        Path kek = data.toRealPath().resolve("keys/kek-1");
        Path saved = Files.move(kek, data.resolve("saved"));

        assertThatThrownBy(() -> start("data"))
                .hasRootCauseInstanceOf(KeyUnavailable.class)
                .rootCause()
                .hasMessageContaining("kek-1")
                .hasMessageContaining("arrimage keys restore");
        assertThat(kek).doesNotExist();

        Files.move(saved, kek);
        start("data").close();
    }

    private ConfigurableApplicationContext start(String origin) {
        return new SpringApplication(Arrimage.class)
                .run(
                        "--server.port=0",
                        "--arrimage.data=" + data,
                        "--arrimage.keys.origin=" + origin,
                        "--arrimage.database.url=" + database.url(),
                        "--arrimage.database.username=" + database.username(),
                        "--arrimage.database.password=" + database.password());
    }

    private JsonNode ask(String method, String path, int expected) throws Exception {
        JsonNode file = JSON.readTree(Files.readAllBytes(data.resolve("server.json")));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + file.path("port").asInt()
                                                + "/api/v1/keys"
                                                + path))
                        .header("Authorization", "Bearer " + file.path("token").asString())
                        .method(method, BodyPublishers.noBody())
                        .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return JSON.readTree(answer.body());
    }
}
