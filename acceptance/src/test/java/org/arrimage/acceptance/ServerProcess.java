// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.awaitility.Awaitility;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The packaged server as a process of its own, on a data folder that outlives it. */
final class ServerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Launch launch;
    private final Process process;
    private final JsonNode self;

    private ServerProcess(Launch launch, Process process, JsonNode self) {
        this.launch = launch;
        this.process = process;
        this.self = self;
    }

    /** Starts the jar and waits until it is ready. */
    static ServerProcess start(Path data, String... arguments) throws IOException {
        return Launch.jar(data).with(arguments).start();
    }

    static ServerProcess start(Launch launch) throws IOException {
        Files.createDirectories(launch.data());
        Files.deleteIfExists(announcement(launch.data()));
        Process process =
                new ProcessBuilder(launch.command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.output().toFile()))
                        .start();
        awaitReady(process, launch.data());
        if (!process.isAlive()) {
            throw new IllegalStateException("the server did not start:\n" + launch.printed());
        }
        return new ServerProcess(
                launch, process, JSON.readTree(Files.readString(announcement(launch.data()))));
    }

    /** Waits until a server is ready, or has ended. */
    static void awaitReady(Process process, Path data) {
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !process.isAlive() || Files.exists(announcement(data)));
    }

    private static Path announcement(Path data) {
        return data.resolve("server.json");
    }

    Path data() {
        return launch.data();
    }

    /** How it was started: to start it again. */
    Launch launch() {
        return launch;
    }

    /** The embedded PostgreSQL's processes. */
    PostgresProcesses postgres() {
        return new PostgresProcesses(process);
    }

    Process process() {
        return process;
    }

    int httpPort() {
        return self.get("port").asInt();
    }

    String token() {
        return self.get("token").asString();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(call("GET", path, "").body());
    }

    HttpResponse<String> call(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + self.get("port").asInt() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + self.get("token").asString())
                        .header("Content-Type", "application/yaml")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Calls and insists on success. */
    JsonNode must(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = call(method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    method
                            + " "
                            + path
                            + " answered "
                            + response.statusCode()
                            + "\n"
                            + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Whether the server says of itself that all is well. */
    boolean healthy() throws InterruptedException {
        try {
            return call("GET", "/health", "").statusCode() == 200;
        } catch (IOException unwell) {
            return false;
        }
    }

    void awaitHealthy(Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(50)).until(this::healthy);
    }

    /** The port a source really listens on. */
    int door(String asset) throws IOException, InterruptedException {
        for (JsonNode source : get("/api/v1/status").get("sources")) {
            if (source.get("asset").asString().equals(asset)) {
                String address = source.get("address").asString();
                return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
            }
        }
        throw new IllegalStateException("no door for " + asset);
    }

    /** SIGKILL: nothing is flushed, nothing is said; PostgreSQL is left an orphan. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
