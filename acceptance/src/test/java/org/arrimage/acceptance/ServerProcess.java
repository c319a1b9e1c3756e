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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged server as a process of its own, on a data folder that outlives it. */
final class ServerProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path data;
    private final Process process;
    private final JsonNode self;

    private ServerProcess(Path data, Process process, JsonNode self) {
        this.data = data;
        this.process = process;
        this.self = self;
    }

    /** Starts and waits until it is ready. */
    static ServerProcess start(Path data, String... arguments) throws IOException {
        return start(data, List.of(), arguments);
    }

    static ServerProcess start(Path data, List<String> virtualMachine, String... arguments)
            throws IOException {
        Files.createDirectories(data);
        Path announcement = data.resolve("server.json");
        Files.deleteIfExists(announcement);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(virtualMachine);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(
                List.of(
                        "--arrimage.data=" + data,
                        "--server.port=0",
                        "--arrimage.clock.start=2026-03-02T13:00:00Z"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        data.resolve("server.out").toFile()))
                        .start();
        Awaitility.await()
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !process.isAlive() || Files.exists(announcement));
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "the server did not start:\n" + Files.readString(data.resolve("server.out")));
        }
        return new ServerProcess(data, process, JSON.readTree(Files.readString(announcement)));
    }

    private static Path jar() throws IOException {
        Path target = Path.of("").toAbsolutePath().getParent().resolve("server").resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "the server is not packaged: run mvn verify at the" + " root"));
        }
    }

    Path data() {
        return data;
    }

    Process process() {
        return process;
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
