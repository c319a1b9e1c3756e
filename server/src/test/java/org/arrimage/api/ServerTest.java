// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.Arrimage;
import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.json.JsonMapper;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The whole server, on a port of its own, asked from outside. */
class ServerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir static Path data;
    private static TestDatabase database;
    private static ConfigurableApplicationContext server;
    private static ServerFile.Content file;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.fresh();
        server =
                new SpringApplication(Arrimage.class)
                        .run(
                                "--server.port=0",
                                "--arrimage.data=" + data,
                                "--arrimage.clock.start=2026-01-05T13:00:00Z",
                                "--arrimage.database.url=" + database.url(),
                                "--arrimage.database.username=" + database.username(),
                                "--arrimage.database.password=" + database.password());
        file =
                JSON.readValue(
                        Files.readAllBytes(data.resolve("server.json")), ServerFile.Content.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
        assertThat(data.resolve("server.json")).doesNotExist();
    }

    @Test
    void saysWhereItIsToItsOwnerOnly() throws Exception {
        assertThat(file.port()).isPositive();
        assertThat(file.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(file.token()).hasSizeGreaterThan(40);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("server.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void tellsItsHealthAndItsMeasuresWithoutAToken() throws Exception {
        assertThat(get("/health/live").body()).contains("\"UP\"");
        assertThat(get("/health/ready").body()).contains("\"UP\"").contains("store");
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
    }

    @Test
    void refusesEveryChangeAndEveryReadOfTheApiWithoutTheToken() throws Exception {
        for (var request :
                new HttpRequest.Builder[] {
                    ask("/api/v1/anything"),
                    ask("/api/v1/clock").POST(body("{}")),
                    ask("/api/v1/clock").POST(body("{}")).header("Authorization", "Bearer guess"),
                    ask("/anywhere").DELETE()
                }) {
            var answer = send(request);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"token-needed\"");
        }
    }

    @Test
    void refusesANameThatIsNotLoopback() throws Exception {
        var answer = raw("GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421").contains("not-a-loopback-name");
    }

    @Test
    void refusesABodyItWasNotToldTheSizeOf() throws Exception {
        var answer =
                raw(
                        ("POST /api/v1/clock HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + file.token()
                                + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 411").contains("length-required");
    }

    @Test
    void movesTheScenariosClockForwardOnly() throws Exception {
        var moved = send(allowed("/api/v1/clock").POST(json("{\"at\":\"2026-02-01T00:00:00Z\"}")));
        var back = send(allowed("/api/v1/clock").POST(json("{\"at\":\"2026-01-01T00:00:00Z\"}")));

        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.body()).isEqualTo("{\"businessTime\":\"2026-02-01T00:00:00Z\"}");
        assertThat(back.statusCode()).isEqualTo(409);
        assertThat(back.body()).contains("\"code\":\"clock-only-forward\"");
    }

    @Test
    void tellsEveryRefusalAsAProblemWithACode() throws Exception {
        var unreadable = send(allowed("/api/v1/clock").POST(json("{")));
        var unknown = send(allowed("/api/v1/nowhere"));

        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.body()).contains("\"code\":\"bad-request\"");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("\"code\":\"not-found\"").doesNotContain("Exception");
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    private static HttpRequest.BodyPublisher json(String text) {
        return body(text);
    }

    private static HttpRequest.Builder ask(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + file.port() + path));
    }

    private static HttpRequest.Builder allowed(String path) {
        return ask(path)
                .header("Authorization", "Bearer " + file.token())
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(ask(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String raw(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", file.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            request.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
