// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.route.RouteDefinition.Acknowledge;
import org.arrimage.route.RouteDefinition.Destination;
import org.arrimage.route.RouteDefinition.Environment;
import org.arrimage.route.RouteDefinition.FieldEdit;
import org.arrimage.route.RouteDefinition.Order;
import org.arrimage.route.RouteDefinition.Retry;
import org.arrimage.route.RouteDefinition.Source;
import org.arrimage.route.RouteDefinition.Target;
import org.arrimage.route.RouteDefinition.UseCase;
import org.arrimage.rulebook.Text;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a route file. Everything that is not understood is refused with its place: a misspelt key
 * must not silently widen what may flow.
 */
public final class RouteFile {

    /** A route file is a page or two; a larger one is a mistake. */
    static final int MOST_CHARACTERS = 100_000;

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{3}\\^[A-Z0-9]{3}");
    private static final Pattern FIELD =
            Pattern.compile("[A-Z][A-Z0-9]{2}-[1-9]\\d{0,2}(\\.[1-9]\\d?(\\.[1-9]\\d?)?)?");

    private RouteFile() {}

    /** Reads one route from YAML or JSON text. */
    public static RouteDefinition read(String text) throws RouteProblem {
        YamlNode root = YamlNode.read(text, MOST_CHARACTERS);
        root.allowOnly(
                "route",
                "description",
                "request",
                "purpose",
                "useCase",
                "environment",
                "integrated",
                "source",
                "accept",
                "set",
                "translate",
                "destinations");
        return new RouteDefinition(
                root.at("route").matching(ID, "lower-case letters, digits and hyphens"),
                digest(text),
                description(root.at("description")),
                root.optional("request", node -> node.text(64)),
                root.at("purpose").text(400),
                root.at("useCase").oneOf(UseCase.class),
                root.optional("environment", node -> node.oneOf(Environment.class))
                        .orElse(Environment.PRODUCTION),
                root.optional("integrated", YamlNode::date),
                source(root.at("source")),
                messages(root.at("accept")),
                root.has("set") ? edits(root.at("set")) : List.of(),
                root.has("translate")
                        ? Optional.of(target(root.at("translate")))
                        : Optional.empty(),
                destinations(root.at("destinations")));
    }

    private static Text description(YamlNode node) throws RouteProblem {
        node.allowOnly("fr", "en");
        return new Text(node.at("fr").text(400), node.at("en").text(400));
    }

    private static Source source(YamlNode node) throws RouteProblem {
        node.allowOnly("asset", "receive", "acknowledge", "charset", "deadline");
        return new Source(
                node.at("asset").matching(ID, "the id of an asset"),
                address(node.at("receive"), "mllp", "mllps"),
                node.optional("acknowledge", it -> it.oneOf(Acknowledge.class))
                        .orElse(Acknowledge.COMMIT),
                node.has("charset") ? charset(node.at("charset")) : StandardCharsets.UTF_8,
                node.optional("deadline", it -> it.duration(Duration.ofMinutes(5)))
                        .orElse(Duration.ofSeconds(10)));
    }

    private static Charset charset(YamlNode node) throws RouteProblem {
        String name = node.text(40);
        if (!Charset.isSupported(name)) {
            throw node.problem("jeu de caractères inconnu", "unknown character set");
        }
        return Charset.forName(name);
    }

    private static Set<String> messages(YamlNode node) throws RouteProblem {
        node.allowOnly("messages");
        Set<String> types = new LinkedHashSet<>();
        for (YamlNode item : node.at("messages").items(200)) {
            types.add(item.matching(TYPE, "a type such as ADT^A01"));
        }
        return Set.copyOf(types);
    }

    private static List<FieldEdit> edits(YamlNode node) throws RouteProblem {
        List<FieldEdit> edits = new ArrayList<>();
        for (YamlNode item : node.items(100)) {
            item.allowOnly("field", "value", "from");
            String field = item.at("field").matching(FIELD, "a field such as MSH-5 or PID-3.1");
            if (item.has("value") == item.has("from")) {
                throw item.problem("soit value, soit from", "give either value or from");
            }
            edits.add(
                    item.has("value")
                            ? new FieldEdit.Put(field, item.at("value").text(1_000))
                            : new FieldEdit.Copy(
                                    field,
                                    item.at("from").matching(FIELD, "a field such as PID-3.1")));
        }
        return List.copyOf(edits);
    }

    private static Target target(YamlNode node) throws RouteProblem {
        node.allowOnly("to");
        String to = node.at("to").text(20);
        if (!to.equals("fhir-r4")) {
            throw node.at("to").problem("seul fhir-r4 est connu", "only fhir-r4 is known");
        }
        return Target.FHIR_R4;
    }

    private static List<Destination> destinations(YamlNode node) throws RouteProblem {
        List<Destination> destinations = new ArrayList<>();
        Set<String> assets = new LinkedHashSet<>();
        for (YamlNode item : node.items(RouteDefinition.MOST_DESTINATIONS)) {
            item.allowOnly("asset", "send", "order", "connections", "timeout", "retry");
            Destination destination = destination(item);
            if (!assets.add(destination.asset())) {
                throw item.problem("destination en double", "the same destination twice");
            }
            destinations.add(destination);
        }
        return List.copyOf(destinations);
    }

    private static Destination destination(YamlNode node) throws RouteProblem {
        return new Destination(
                node.at("asset").matching(ID, "the id of an asset"),
                address(node.at("send"), "mllp", "mllps", "fhir+http", "fhir+https"),
                node.optional("order", it -> it.oneOf(Order.class)).orElse(Order.PATIENT),
                node.optional("connections", it -> it.integer(1, 64)).orElse(1),
                node.optional("timeout", it -> it.duration(Duration.ofMinutes(10)))
                        .orElse(Duration.ofSeconds(30)),
                node.has("retry") ? retry(node.at("retry")) : Retry.DEFAULT);
    }

    private static Retry retry(YamlNode node) throws RouteProblem {
        node.allowOnly("first", "ceiling", "attempts");
        Retry retry =
                new Retry(
                        node.optional("first", it -> it.duration(Duration.ofHours(1)))
                                .orElse(Retry.DEFAULT.first()),
                        node.optional("ceiling", it -> it.duration(Duration.ofHours(24)))
                                .orElse(Retry.DEFAULT.ceiling()),
                        node.optional("attempts", it -> it.integer(1, 1_000))
                                .orElse(Retry.DEFAULT.attempts()));
        if (retry.ceiling().compareTo(retry.first()) < 0) {
            throw node.problem(
                    "ceiling doit être au moins first", "ceiling must be at least first");
        }
        return retry;
    }

    /** An address; without TLS only on loopback, so that nothing leaves the machine in clear. */
    private static URI address(YamlNode node, String... schemes) throws RouteProblem {
        URI address = node.uri();
        String scheme = address.getScheme();
        if (scheme == null || address.getHost() == null || !List.of(schemes).contains(scheme)) {
            throw node.problem(
                    "adresse attendue : " + String.join("://, ", schemes) + "://hôte:port",
                    "expected " + String.join("://, ", schemes) + "://host:port");
        }
        boolean tls = scheme.equals("mllps") || scheme.equals("fhir+https");
        if (!tls && !Loopback.is(address.getHost())) {
            throw node.problem(
                    "sans TLS, seule la boucle locale est permise (CYB-10) : employez mllps ou"
                            + " fhir+https",
                    "without TLS only loopback is allowed: use mllps or fhir+https");
        }
        if (scheme.startsWith("mllp") && address.getPort() < 0) {
            throw node.problem("le port manque", "the port is missing");
        }
        return address;
    }

    private static String digest(String text) {
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
