// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A FHIR server that takes every transaction and keeps what was posted. */
final class FhirDestination implements AutoCloseable {

    private static final byte[] ANSWER =
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private final List<byte[]> posted = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    FhirDestination() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/R4", this::take);
        server.start();
    }

    /** As a route names it. */
    String address() {
        return "fhir+http://127.0.0.1:" + server.getAddress().getPort() + "/fhir/R4";
    }

    /** What came so far. */
    List<byte[]> posted() {
        return posted;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            posted.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
