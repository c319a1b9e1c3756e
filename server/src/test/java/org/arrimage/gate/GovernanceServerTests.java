// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.arrimage.Arrimage;
import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.arrimage.rulebook.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The whole server asked from outside, as a scenario: facts, clearance, lapse, notice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GovernanceServerTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path data;
    private static TestDatabase database;
    private static ConfigurableApplicationContext server;
    private static JsonNode file;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.fresh();
        server =
                new SpringApplication(Arrimage.class)
                        .run(
                                "--server.port=0",
                                "--arrimage.data=" + data,
                                "--arrimage.clock.start=2026-02-01T12:00:00Z",
                                "--arrimage.database.url=" + database.url(),
                                "--arrimage.database.username=" + database.username(),
                                "--arrimage.database.password=" + database.password());
        file = JSON.readTree(Files.readAllBytes(data.resolve("server.json")));
        server.getBean(Gate.class).activate(GateHarness.definition());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static HttpResponse<String> send(String path, HttpRequest.Builder request)
            throws Exception {
        return HTTP.send(
                request.uri(URI.create("http://127.0.0.1:" + file.get("port").asInt() + path))
                        .header("Authorization", "Bearer " + file.get("token").asString())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode get(String path) throws Exception {
        var answer = send(path, HttpRequest.newBuilder().GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws Exception {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    @Order(1)
    void aRouteWithoutFactsIsHeldForEverythingItLacks() throws Exception {
        JsonNode clearance = get("/api/v1/routes/r/clearance");

        assertThat(clearance.get("state").asString()).isEqualTo("HELD");
        assertThat(clearance.get("activated").asBoolean()).isFalse();
        assertThat(clearance.get("gates")).hasSize(4);
    }

    @Test
    @Order(2)
    void aFileThatCannotBeUsedIsRefusedWithItsPlace() throws Exception {
        var answer =
                post(
                        "/api/v1/facts",
                        "application/yaml",
                        GateHarness.FACTS.replace("id: c1", "id: s1"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo("facts-unusable");
        assertThat(problem.get("path").asString()).isEqualTo("evidence[2].id");
        assertThat(problem.get("expectation").get("fr").asString()).isNotBlank();
        assertThat(get("/api/v1/facts").get("organisations")).isEmpty();
    }

    @Test
    @Order(3)
    void factsClearTheRouteBeforeTheCallerIsAnswered() throws Exception {
        var answer = post("/api/v1/facts", "application/yaml", GateHarness.FACTS);

        assertThat(answer.body()).isEqualTo("{\"organisations\":2,\"assets\":2,\"evidence\":7}");
        JsonNode clearance = get("/api/v1/routes/r/clearance");
        assertThat(clearance.get("state").asString()).isEqualTo("CLEARED");
        assertThat(clearance.get("until").asString()).isEqualTo("2026-07-01T04:00:00Z");
        assertThat(clearance.get("activated").asBoolean()).isTrue();
    }

    @Test
    @Order(4)
    void whatIsOnFileCanBeSentBack() throws Exception {
        String onFile = send("/api/v1/facts", HttpRequest.newBuilder().GET()).body();

        var again = post("/api/v1/facts", "application/json", onFile);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(get("/api/v1/facts")).isEqualTo(JSON.readTree(onFile));
        assertThat(JSON.readTree(onFile).get("evidence").get(0).get("recorded").asString())
                .isEqualTo("2026-02-01T12:00:00Z");
    }

    @Test
    @Order(5)
    void evidenceUnderAnIdThatIsTakenIsAConflict() throws Exception {
        var answer =
                post(
                        "/api/v1/facts",
                        "application/yaml",
                        GateHarness.FACTS.replace("expires: 2026-06-30", "expires: 2027-06-30"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"evidence-immutable\"", "\"id\":\"c1\"");
    }

    @Test
    @Order(6)
    void anotherDayCanBeAskedFor() throws Exception {
        JsonNode then = get("/api/v1/routes/r/clearance?at=2026-07-01T04:00:00Z");

        assertThat(then.get("state").asString()).isEqualTo("HELD");
        assertThat(then.get("gates").get(0).get("articles").toString()).contains("SNDE-5.1");
        assertThat(
                        send("/api/v1/routes/r/clearance?at=soon", HttpRequest.newBuilder().GET())
                                .statusCode())
                .isEqualTo(400);
        assertThat(send("/api/v1/routes/unknown/clearance", HttpRequest.newBuilder().GET()).body())
                .contains("\"code\":\"route-unknown\"");
    }

    @Test
    @Order(7)
    void aLapseIsToldWithoutTrafficBeforeTheClockIsAnswered() throws Exception {
        var moved = post("/api/v1/clock", "application/json", "{\"at\":\"2026-07-01T04:00:00Z\"}");

        assertThat(moved.statusCode()).isEqualTo(200);
        JsonNode notices = get("/api/v1/notices");
        assertThat(notices).hasSize(3);
        assertThat(notices.get(0).get("subject").asString()).isEqualTo("r");
        assertThat(notices.get(0).get("text").get("fr").asString()).contains("retenue", "SNDE-5.1");
        assertThat(get("/api/v1/notices?latest=1")).hasSize(1);
    }

    @Test
    @Order(8)
    void timeThatPassesByItselfIsNoticedToo() throws Exception {
        post(
                "/api/v1/facts",
                "application/yaml",
                "{evidence: [{id: c2, type: CERTIFICATE, subject: {asset: app, version: '4.2'},"
                        + " effective: 2026-07-02, author: bureau}]}");
        Gate gate = server.getBean(Gate.class);
        assertThat(gate.clearance("r").state()).isEqualTo(State.HELD);

        ((ScenarioClock) server.getBean(InstantSource.class))
                .moveTo(Instant.parse("2026-07-02T04:00:00Z"));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(get("/api/v1/notices")).hasSize(4));
        assertThat(gate.clearance("r").state()).isEqualTo(State.CLEARED);
    }
}
