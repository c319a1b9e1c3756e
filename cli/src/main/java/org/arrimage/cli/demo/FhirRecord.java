// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A regional record that speaks a little FHIR R4 over HTTP on loopback: transactions (all or
 * nothing) with create, conditional create, update and conditional update (FHIR R4 §3.1.0), read,
 * and search by identifier.
 */
final class FhirRecord implements AutoCloseable {

    static final String BASE = "/fhir/R4";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 8 << 20;

    private final HttpServer server;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();
    private final List<String> transactions = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private int nextId = 1;

    /** What a transaction cannot go on with; the whole of it is refused. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    FhirRecord() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext(BASE, this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The next so many transactions are refused, as a record does that lacks something. */
    void refuseNext(int count) {
        refusals.set(count);
    }

    /** How many transactions were taken. */
    synchronized int transactions() {
        return transactions.size();
    }

    /** Whether a taken transaction held this text, for instance a control id. */
    synchronized boolean sawText(String text) {
        return transactions.stream().anyMatch(transaction -> transaction.contains(text));
    }

    /**
     * Positions, among the taken transactions, of the first that held each text; -1 when none did.
     */
    synchronized List<Integer> order(List<String> texts) {
        return texts.stream()
                .map(text -> {
                    for (int i = 0; i < transactions.size(); i++) {
                        if (transactions.get(i).contains(text)) {
                            return i;
                        }
                    }
                    return -1;
                })
                .toList();
    }

    /** Resources of a type that hold this text. */
    synchronized long count(String type, String text) {
        return resources.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(type + "/")
                                && entry.getValue().toString().contains(text))
                .count();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            String path =
                    exchange.getRequestURI()
                            .getPath()
                            .substring(BASE.length())
                            .replaceFirst("^/", "");
            if (exchange.getRequestMethod().equals("POST") && path.isEmpty()) {
                transaction(exchange, body);
            } else if (exchange.getRequestMethod().equals("GET")) {
                read(exchange, path);
            } else {
                answer(
                        exchange,
                        405,
                        outcome(
                                "not-supported",
                                "only transactions, reads and searches are served"));
            }
        }
    }

    private void transaction(HttpExchange exchange, byte[] body) throws IOException {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer(
                    exchange,
                    422,
                    outcome(
                            "business-rule",
                            "refused by the regional record for the demonstration"));
            return;
        }
        try {
            answer(exchange, 200, apply(JSON.readTree(body), new String(body, UTF_8)));
        } catch (JacksonException e) {
            answer(exchange, 400, outcome("structure", "not JSON"));
        } catch (Refused e) {
            answer(exchange, 422, outcome("invalid", String.valueOf(e.getMessage())));
        }
    }

    private synchronized JsonNode apply(JsonNode bundle, String text) throws Refused {
        if (!bundle.path("resourceType").asString("").equals("Bundle")
                || !bundle.path("type").asString("").equals("transaction")) {
            throw new Refused("a Bundle of type transaction is expected");
        }
        Map<String, String> references = new LinkedHashMap<>();
        List<String> places = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            String place = place(entry);
            places.add(place);
            references.put(entry.path("fullUrl").asString(place), place);
        }
        var staged = new LinkedHashMap<String, ObjectNode>();
        var response =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("resourceType", "Bundle")
                        .put("type", "transaction-response");
        var entries = response.putArray("entry");
        int index = 0;
        for (JsonNode entry : bundle.path("entry")) {
            String place = places.get(index++);
            boolean known = resources.containsKey(place);
            boolean kept = known && entry.path("request").has("ifNoneExist");
            if (!kept) {
                staged.put(place, resolved(entry.path("resource"), place, references));
            }
            var outcome = entries.addObject().putObject("response");
            outcome.put("status", known ? "200 OK" : "201 Created")
                    .put("location", place + "/_history/1");
        }
        resources.putAll(staged);
        transactions.add(text);
        return response;
    }

    /** Where an entry's resource lives or will live: {@code Type/id}. */
    private String place(JsonNode entry) throws Refused {
        JsonNode request = entry.path("request");
        String url = request.path("url").asString("");
        String type = url.split("[/?]")[0];
        if (type.isEmpty()
                || !entry.path("resource").path("resourceType").asString("").equals(type)) {
            throw new Refused("an entry's request.url does not name its resource's type");
        }
        String condition =
                switch (request.path("method").asString("")) {
                    case "POST" -> request.path("ifNoneExist").asString("");
                    case "PUT" -> url.contains("?") ? url.substring(url.indexOf('?') + 1) : "";
                    default -> throw new Refused("only POST and PUT are served in a transaction");
                };
        if (request.path("method").asString("").equals("PUT") && condition.isEmpty()) {
            return url;
        }
        List<String> found = condition.isEmpty() ? List.of() : find(type, condition);
        if (found.size() > 1) {
            throw new Refused("a condition matches several resources");
        }
        return found.isEmpty() ? type + "/" + nextId++ : found.getFirst();
    }

    private static ObjectNode resolved(
            JsonNode resource, String place, Map<String, String> references) {
        String text = resource.toString();
        for (var reference : references.entrySet()) {
            text =
                    text.replace(
                            "\"" + reference.getKey() + "\"", "\"" + reference.getValue() + "\"");
        }
        var node = (ObjectNode) JSON.readTree(text);
        return node.put("id", place.substring(place.indexOf('/') + 1));
    }

    /** Resources of a type that a search by identifier finds. */
    private List<String> find(String type, String condition) {
        String wanted = "";
        for (String parameter : condition.split("&")) {
            if (parameter.startsWith("identifier=")) {
                wanted = URLDecoder.decode(parameter.substring("identifier=".length()), UTF_8);
            }
        }
        List<String> found = new ArrayList<>();
        for (var entry : resources.entrySet()) {
            if (entry.getKey().startsWith(type + "/") && hasIdentifier(entry.getValue(), wanted)) {
                found.add(entry.getKey());
            }
        }
        return found;
    }

    private static boolean hasIdentifier(JsonNode resource, String wanted) {
        JsonNode identifiers = resource.path("identifier");
        for (JsonNode identifier : identifiers.isObject() ? List.of(identifiers) : identifiers) {
            if (wanted.equals(
                    identifier.path("system").asString("")
                            + "|"
                            + identifier.path("value").asString(""))) {
                return true;
            }
        }
        return false;
    }

    private synchronized void read(HttpExchange exchange, String path) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        if (query == null) {
            ObjectNode resource = resources.get(path);
            answer(
                    exchange,
                    resource == null ? 404 : 200,
                    resource == null ? outcome("not-found", "no such resource") : resource);
            return;
        }
        var bundle =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("resourceType", "Bundle")
                        .put("type", "searchset");
        List<String> found = find(path, query);
        bundle.put("total", found.size());
        var entries = bundle.putArray("entry");
        found.forEach(place ->
                entries.addObject()
                        .set(
                                "resource",
                                resources.getOrDefault(
                                        place, JsonNodeFactory.instance.objectNode())));
        answer(exchange, 200, bundle);
    }

    private static ObjectNode outcome(String code, String text) {
        var outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", code)
                .put("diagnostics", text);
        return outcome;
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body)
            throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
