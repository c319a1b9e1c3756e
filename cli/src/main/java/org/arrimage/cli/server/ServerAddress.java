// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach a running service, as it wrote it in {@code server.json} of its data folder.
 *
 * @param port of the HTTP API, on loopback
 * @param pid the service's process
 * @param token what its API asks for
 */
public record ServerAddress(int port, long pid, String token) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the data folder says; empty when no service wrote there, or its process has gone. */
    public static Optional<ServerAddress> read(Path data) {
        Path file = data.resolve("server.json");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            JsonNode node = JSON.readTree(Files.readString(file));
            var address =
                    new ServerAddress(
                            node.path("port").asInt(0),
                            node.path("pid").asLong(0),
                            node.path("token").asString(""));
            return address.port > 0 && alive(address.pid) ? Optional.of(address) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty(); // half written: not ready yet
        }
    }

    /** The address of {@code path} on the service. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "127.0.0.1:" + port + " (process " + pid + ")";
    }

    private static boolean alive(long pid) {
        return pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
