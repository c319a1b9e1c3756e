// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.route.RouteDefinition.Acknowledge;
import org.arrimage.route.RouteDefinition.Destination;
import org.arrimage.route.RouteDefinition.Duplicates;
import org.arrimage.route.RouteDefinition.Environment;
import org.arrimage.route.RouteDefinition.FieldEdit;
import org.arrimage.route.RouteDefinition.Order;
import org.arrimage.route.RouteDefinition.Retry;
import org.arrimage.route.RouteDefinition.Settles;
import org.arrimage.route.RouteDefinition.Source;
import org.arrimage.route.RouteDefinition.Target;
import org.arrimage.route.RouteDefinition.Translate;
import org.arrimage.route.RouteDefinition.UseCase;
import org.arrimage.rulebook.Document;
import org.arrimage.rulebook.Fields;
import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.arrimage.rulebook.Value;
import org.arrimage.translation.MappingFile;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a route file. Everything that is not understood is refused with its place: a misspelt key
 * must not silently widen what may flow.
 */
public final class RouteFile {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{3}\\^[A-Z0-9]{3}");
    private static final Pattern FIELD =
            Pattern.compile("[A-Z][A-Z0-9]{2}-[1-9]\\d{0,2}(\\.[1-9]\\d?(\\.[1-9]\\d?)?)?");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/s");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");
    private static final int MOST_TYPES = 200;
    private static final int MOST_EDITS = 100;
    private static final int LONGEST_RETENTION = 7_400;
    private static final int MOST_PER_SECOND = 100_000;

    private RouteFile() {}

    /**
     * Reads one route from YAML or JSON text.
     *
     * @throws Unusable with the place, the value and the expectation
     */
    public static RouteDefinition read(String text) {
        Fields root =
                Document.read(text)
                        .fields(
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
                                "retention",
                                "destinations");
        Source source = source(root.required("source"));
        // Who waits for the destination's answer waits for what its application says.
        Settles answer =
                source.acknowledge() == Acknowledge.DESTINATION
                        ? Settles.APPLICATION
                        : Settles.ACCEPT;
        return new RouteDefinition(
                id(root.required("route")),
                digest(text),
                root.text("description"),
                root.optional("request").map(Value::identifier),
                root.required("purpose").text(),
                root.required("useCase").choice(UseCase.class),
                root.optional("environment")
                        .map(value -> value.choice(Environment.class))
                        .orElse(Environment.PRODUCTION),
                root.optional("integrated").map(Value::date),
                source,
                messages(root.required("accept")),
                root.list("set", MOST_EDITS, RouteFile::edit),
                root.optional("translate").map(RouteFile::translate),
                root.optional("retention")
                        .map(it -> it.fields("days").required("days").number(1, LONGEST_RETENTION))
                        .orElse(RouteDefinition.DEFAULT_RETENTION),
                destinations(root.required("destinations"), answer));
    }

    private static Source source(Value value) {
        Fields fields =
                value.fields(
                        "asset",
                        "receive",
                        "acknowledge",
                        "charset",
                        "deadline",
                        "duplicates",
                        "sequence");
        Source source =
                new Source(
                        id(fields.required("asset")),
                        address(fields.required("receive"), "mllp", "mllps"),
                        fields.optional("acknowledge")
                                .map(it -> oneOf(it, Acknowledge.class))
                                .orElse(Acknowledge.COMMIT),
                        fields.optional("charset")
                                .map(RouteFile::charset)
                                .orElse(StandardCharsets.UTF_8),
                        fields.optional("deadline")
                                .map(it -> duration(it, Duration.ofMinutes(5)))
                                .orElse(Duration.ofSeconds(10)),
                        fields.optional("duplicates")
                                .map(it -> oneOf(it, Duplicates.class))
                                .orElse(Duplicates.RECOGNISE),
                        fields.optional("sequence").map(Value::flag).orElse(false));
        if (source.sequence()
                && (source.acknowledge() != Acknowledge.COMMIT
                        || source.duplicates() != Duplicates.RECOGNISE)) {
            throw fields.required("sequence")
                    .refuse(
                            new Text(
                                    "sequence avec acknowledge: commit et duplicates: recognise",
                                    "sequence with acknowledge: commit and duplicates: recognise"));
        }
        return source;
    }

    private static Charset charset(Value value) {
        String name = value.identifier();
        if (!Charset.isSupported(name)) {
            throw value.refuse(
                    new Text(
                            "un jeu de caractères connu, tel que UTF-8 ou ISO-8859-1",
                            "a known character set, such as UTF-8 or ISO-8859-1"));
        }
        return Charset.forName(name);
    }

    private static Set<String> messages(Value value) {
        Value messages = value.fields("messages").required("messages");
        return items(
                        messages,
                        MOST_TYPES,
                        item ->
                                matching(
                                        item,
                                        TYPE,
                                        "un type tel que ADT^A01",
                                        "a type such as ADT^A01"))
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static FieldEdit edit(Value value) {
        Fields fields = value.fields("field", "value", "from");
        String field = field(fields.required("field"));
        Optional<Value> fixed = fields.optional("value");
        Optional<Value> from = fields.optional("from");
        if (fixed.isPresent() == from.isPresent()) {
            throw value.refuse(new Text("soit value, soit from", "either value or from"));
        }
        return fixed.<FieldEdit>map(it -> new FieldEdit.Put(field, it.text()))
                .orElseGet(() -> new FieldEdit.Copy(field, field(from.orElseThrow())));
    }

    private static Translate translate(Value value) {
        Fields fields = value.fields("to", "with");
        Value to = fields.required("to");
        if (!to.text().equals("fhir-r4")) {
            throw to.refuse(new Text("fhir-r4", "fhir-r4"));
        }
        return new Translate(Target.FHIR_R4, fields.optional("with").map(RouteFile::mapping));
    }

    private static String mapping(Value value) {
        if (!MappingFile.isId(value.text())) {
            throw value.refuse(
                    new Text(
                            "une version d'un mappage, telle que lab-results@3",
                            "a version of a mapping, such as lab-results@3"));
        }
        return value.text();
    }

    private static List<Destination> destinations(Value value, Settles answer) {
        Set<String> assets = new HashSet<>();
        return items(
                value,
                RouteDefinition.MOST_DESTINATIONS,
                item -> {
                    Destination destination = destination(item, answer);
                    if (!assets.add(destination.asset())) {
                        throw item.refuse(
                                new Text("chaque destination une fois", "each destination once"));
                    }
                    return destination;
                });
    }

    private static Destination destination(Value value, Settles answer) {
        Fields fields =
                value.fields(
                        "asset",
                        "send",
                        "order",
                        "connections",
                        "pipeline",
                        "rate",
                        "timeout",
                        "retry",
                        "answer");
        return new Destination(
                id(fields.required("asset")),
                address(fields.required("send"), "mllp", "mllps", "fhir+http", "fhir+https"),
                fields.optional("order").map(it -> oneOf(it, Order.class)).orElse(Order.PATIENT),
                fields.optional("connections").map(it -> it.number(1, 64)).orElse(1),
                fields.optional("pipeline").map(it -> it.number(1, 64)).orElse(1),
                fields.optional("rate").map(RouteFile::perSecond).orElse(0),
                fields.optional("timeout")
                        .map(it -> duration(it, Duration.ofMinutes(10)))
                        .orElse(Duration.ofSeconds(30)),
                fields.optional("retry").map(RouteFile::retry).orElse(Retry.DEFAULT),
                fields.optional("answer").map(it -> oneOf(it, Settles.class)).orElse(answer));
    }

    /** A rate such as {@code 50/s}. */
    private static int perSecond(Value value) {
        Matcher matcher = RATE.matcher(value.text());
        int rate = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (rate < 1 || rate > MOST_PER_SECOND) {
            throw value.refuse(
                    new Text(
                            "un débit tel que 50/s, de 1 à " + MOST_PER_SECOND,
                            "a rate such as 50/s, from 1 to " + MOST_PER_SECOND));
        }
        return rate;
    }

    private static Retry retry(Value value) {
        Fields fields = value.fields("first", "ceiling", "attempts");
        Retry retry =
                new Retry(
                        fields.optional("first")
                                .map(it -> duration(it, Duration.ofHours(1)))
                                .orElse(Retry.DEFAULT.first()),
                        fields.optional("ceiling")
                                .map(it -> duration(it, Duration.ofHours(24)))
                                .orElse(Retry.DEFAULT.ceiling()),
                        fields.optional("attempts")
                                .map(it -> it.number(1, 1_000))
                                .orElse(Retry.DEFAULT.attempts()));
        if (retry.ceiling().compareTo(retry.first()) < 0) {
            throw value.refuse(
                    new Text("un ceiling d'au moins first", "a ceiling of at least first"));
        }
        return retry;
    }

    /** An address; without TLS only on loopback, so that nothing leaves the machine in clear. */
    private static URI address(Value value, String... schemes) {
        URI address = uri(value);
        String scheme = address.getScheme();
        if (scheme == null || address.getHost() == null || !List.of(schemes).contains(scheme)) {
            String known = String.join(", ", schemes);
            throw value.refuse(
                    new Text(
                            "une adresse schéma://hôte:port, schéma parmi " + known,
                            "an address scheme://host:port, scheme among " + known));
        }
        boolean tls = scheme.equals("mllps") || scheme.equals("fhir+https");
        if (!tls && !Loopback.is(address.getHost())) {
            throw value.refuse(
                    new Text(
                            "TLS (mllps ou fhir+https) hors de la boucle locale",
                            "TLS (mllps or fhir+https) beyond loopback"));
        }
        if (scheme.startsWith("mllp") && address.getPort() < 0) {
            throw value.refuse(new Text("un port", "a port"));
        }
        return address;
    }

    private static URI uri(Value value) {
        try {
            return new URI(value.text());
        } catch (URISyntaxException _) {
            throw value.refuse(new Text("une adresse", "an address"));
        }
    }

    private static Duration duration(Value value, Duration most) {
        Matcher matcher = DURATION.matcher(value.text());
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    };
            if (duration.isPositive() && duration.compareTo(most) <= 0) {
                return duration;
            }
        }
        throw value.refuse(
                new Text(
                        "une durée telle que 500ms, 1s ou 5m, d'au plus " + most,
                        "a duration such as 500ms, 1s or 5m, of at most " + most));
    }

    private static String id(Value value) {
        return matching(
                value,
                ID,
                "lettres minuscules, chiffres et traits d'union, 64 au plus",
                "lower-case letters, digits and hyphens, at most 64");
    }

    private static String field(Value value) {
        return matching(
                value,
                FIELD,
                "un champ tel que MSH-5 ou PID-3.1",
                "a field such as MSH-5 or PID-3.1");
    }

    private static String matching(Value value, Pattern pattern, String fr, String en) {
        String text = value.text();
        if (!pattern.matcher(text).matches()) {
            throw value.refuse(new Text(fr, en));
        }
        return text;
    }

    /** One of the names of an enumeration, in lower case as route files write them. */
    private static <E extends Enum<E>> E oneOf(Value value, Class<E> type) {
        String text = value.text();
        for (E each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        throw value.refuse(new Text("l'un de " + names, "one of " + names));
    }

    /** The items of a list that must have at least one. */
    private static <T> List<T> items(Value value, int most, Function<Value, T> reader) {
        List<Value> items = value.items(most);
        if (items.isEmpty()) {
            throw value.refuse(new Text("au moins un élément", "at least one item"));
        }
        return items.stream().map(reader).toList();
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
