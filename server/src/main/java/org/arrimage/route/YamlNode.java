// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node of a YAML file that knows its own place, so that every complaint is located. */
final class YamlNode {

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

    private final String path;
    private final JsonNode node;

    private YamlNode(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** How a value is read. */
    @FunctionalInterface
    interface Reading<T> {
        T from(YamlNode node) throws RouteProblem;
    }

    static YamlNode read(String text, int mostCharacters) throws RouteProblem {
        if (text.length() > mostCharacters) {
            throw new RouteProblem(
                    "",
                    "le fichier dépasse " + mostCharacters + " caractères",
                    "the file is longer than " + mostCharacters + " characters");
        }
        try {
            JsonNode root = YAML.readTree(text);
            if (root == null || !root.isObject()) {
                throw new RouteProblem("", "un objet est attendu", "an object is expected");
            }
            return new YamlNode("", root);
        } catch (JacksonException unreadable) {
            String place =
                    unreadable.getLocation() == null
                            ? ""
                            : "line "
                                    + unreadable.getLocation().getLineNr()
                                    + ", column "
                                    + unreadable.getLocation().getColumnNr();
            throw new RouteProblem(place, "YAML illisible", "unreadable YAML");
        }
    }

    RouteProblem problem(String fr, String en) {
        return new RouteProblem(path, fr, en);
    }

    boolean has(String key) {
        return node.has(key) && !node.get(key).isNull();
    }

    void allowOnly(String... keys) throws RouteProblem {
        if (!node.isObject()) {
            throw problem("un objet est attendu", "an object is expected");
        }
        Set<String> allowed = Set.copyOf(Arrays.asList(keys));
        for (String key : node.propertyNames()) {
            if (!allowed.contains(key)) {
                throw new RouteProblem(
                        join(key),
                        "clé inconnue; clés connues : " + String.join(", ", keys),
                        "unknown key; known keys: " + String.join(", ", keys));
            }
        }
    }

    YamlNode at(String key) throws RouteProblem {
        if (!has(key)) {
            throw new RouteProblem(join(key), "valeur manquante", "missing value");
        }
        return new YamlNode(join(key), node.get(key));
    }

    <T> Optional<T> optional(String key, Reading<T> reading) throws RouteProblem {
        return has(key) ? Optional.of(reading.from(at(key))) : Optional.empty();
    }

    List<YamlNode> items(int most) throws RouteProblem {
        if (!node.isArray() || node.isEmpty() || node.size() > most) {
            throw problem(
                    "une liste de 1 à " + most + " éléments est attendue",
                    "a list of 1 to " + most + " items is expected");
        }
        List<YamlNode> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new YamlNode(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    String text(int most) throws RouteProblem {
        if (!node.isValueNode() || node.asString().isBlank() || node.asString().length() > most) {
            throw problem(
                    "un texte de 1 à " + most + " caractères est attendu",
                    "a text of 1 to " + most + " characters is expected");
        }
        return node.asString();
    }

    String matching(Pattern pattern, String expected) throws RouteProblem {
        String text = text(200);
        if (!pattern.matcher(text).matches()) {
            throw problem("valeur inattendue : " + expected, "expected " + expected);
        }
        return text;
    }

    int integer(int least, int most) throws RouteProblem {
        if (!node.isIntegralNumber() || node.asLong() < least || node.asLong() > most) {
            throw problem(
                    "un entier de " + least + " à " + most + " est attendu",
                    "an integer from " + least + " to " + most + " is expected");
        }
        return node.asInt();
    }

    <E extends Enum<E>> E oneOf(Class<E> type) throws RouteProblem {
        String text = text(40).toUpperCase(Locale.ROOT);
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        String known = Arrays.toString(type.getEnumConstants());
        throw problem("valeurs connues : " + known, "known values: " + known);
    }

    LocalDate date() throws RouteProblem {
        try {
            return LocalDate.parse(text(10));
        } catch (DateTimeException _) {
            throw problem("une date AAAA-MM-JJ est attendue", "a date YYYY-MM-DD is expected");
        }
    }

    Duration duration(Duration most) throws RouteProblem {
        Matcher matcher = DURATION.matcher(text(10));
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
        throw problem(
                "une durée telle que 500ms, 1s, 5m, au plus " + most,
                "a duration such as 500ms, 1s, 5m, at most " + most);
    }

    URI uri() throws RouteProblem {
        try {
            return new URI(text(500));
        } catch (URISyntaxException _) {
            throw problem("une adresse est attendue", "an address is expected");
        }
    }

    private String join(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
