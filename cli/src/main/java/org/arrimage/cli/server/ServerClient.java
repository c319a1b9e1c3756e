// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** The HTTP API of a service on this machine. */
public final class ServerClient implements AutoCloseable {

    /** Longest wait for one answer. Replays and route activations take well under a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * An answer of the service.
     *
     * @param status HTTP status
     * @param body the JSON it sent; a missing node when it sent none
     */
    public record Answer(int status, JsonNode body) {

        /** Whether the service did what was asked. */
        public boolean done() {
            return status >= 200 && status < 300;
        }

        /**
         * What the problem document says, in one of the two languages when it has both: for an
         * unusable file its place, line, value and what may stand there.
         */
        public String problem(String language) {
            JsonNode expectation = body.path("expectation").path(language);
            if (expectation.isString()) {
                return "%s (%s) «%s» → %s"
                        .formatted(
                                body.path("path").asString(""),
                                body.path("line").asInt(0),
                                body.path("value").asString(""),
                                expectation.asString(""));
            }
            for (String field : new String[] {"reason", "detail", "title"}) {
                JsonNode text = body.path(field);
                if (text.isObject() && text.has(language)) {
                    return text.path(language).asString("");
                }
                if (text.isString()) {
                    return text.asString("");
                }
            }
            return "HTTP " + status;
        }

        /** The problem's stable code; empty when there is none. */
        public String code() {
            return body.path("code").asString("");
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final ServerAddress address;
    private final HttpClient http;

    public ServerClient(ServerAddress address) {
        this.address = address;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    public ServerAddress address() {
        return address;
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    /** Posts a body of a media type such as {@code application/yaml}; an empty body is allowed. */
    public Answer post(String path, String mediaType, byte[] body) throws IOException {
        return send(
                request(path)
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    public Answer put(String path, String mediaType, byte[] body) throws IOException {
        return send(
                request(path)
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build());
    }

    public Answer delete(String path) throws IOException {
        return send(request(path).DELETE().build());
    }

    /**
     * An answer whose body is read as it comes.
     *
     * @param status HTTP status
     */
    public record Stream(int status, HttpHeaders headers, InputStream body)
            implements AutoCloseable {

        /** The value of a header; empty text when it is absent. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** What the service says, when it refused. */
        public Answer problem() throws IOException {
            return new Answer(
                    status, parse(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** Posts nothing and reads the answer as a stream, however long it takes. */
    public Stream postForStream(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address.uri(path))
                        .header("Authorization", "Bearer " + address.token())
                        .header("Accept", "*/*")
                        .POST(BodyPublishers.noBody())
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            return new Stream(response.statusCode(), response.headers(), response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The raw answer to a read, for pages that are not JSON. */
    public String text(String path) throws IOException {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The media type of a file by its name: JSON, or YAML for anything else. */
    public static String mediaType(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".json")
                ? "application/json"
                : "application/yaml";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.uri(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + address.token())
                .header("Accept", "application/json, application/problem+json, */*;q=0.1");
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JsonNode parse(String body) {
        if (body.isBlank()) {
            return JsonNodeFactory.instance.missingNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for the service", e);
    }
}
