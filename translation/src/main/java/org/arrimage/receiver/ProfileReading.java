// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Unwritable;
import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a profile from maps, lists and scalars, as any YAML or JSON reader gives them. */
final class ProfileReading {
    private static final Set<String> KEYS =
            Set.of(
                    "charset",
                    "unwritable",
                    "accept",
                    "split",
                    "events",
                    "installations",
                    "codes",
                    "withoutSpaces",
                    "capitals",
                    "withoutAccents",
                    "lengths",
                    "erase",
                    "constants",
                    "segments");

    private final Map<String, ?> settings;

    ProfileReading(Map<String, ?> settings) {
        this.settings = settings;
    }

    ReceiverProfile read() {
        settings.keySet().forEach(key -> known("", key, KEYS));
        return new ReceiverProfile(
                charset(),
                unwritable(),
                words("accept"),
                words("split"),
                texts("events", map(settings, "events")),
                installations(),
                codes(),
                paths("withoutSpaces", List.of()),
                paths("capitals", ReceiverProfile.NAMES_AND_ADDRESSES),
                Boolean.TRUE.equals(settings.get("withoutAccents"))
                        ? Optional.empty()
                        : Optional.of(paths("withoutAccents", List.of())),
                lengths(),
                paths("erase", List.of()),
                constants(),
                segments());
    }

    private Charset charset() {
        String name = text("charset", settings.get("charset"));
        if (name.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        Optional<Charset> known = Hl7Message.charsetNamed(name);
        require(known.isPresent(), "charset", "unknown; write for instance 8859/1");
        return known.orElse(StandardCharsets.UTF_8);
    }

    private Unwritable unwritable() {
        String name = text("unwritable", settings.get("unwritable"));
        return name.isEmpty() ? Unwritable.REFUSE : choice("unwritable", name, Unwritable.class);
    }

    private Optional<ReceiverProfile.Installations> installations() {
        Map<String, ?> given =
                known(
                        "installations",
                        map(settings, "installations"),
                        Set.of("fields", "type", "numbers", "listedOnly"));
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String key = "installations";
        var fields = new ArrayList<FieldPath>();
        for (Object field : list(key + ".fields", given.get("fields"))) {
            fields.add(path(key + ".fields", text(key, field)));
        }
        require(!fields.isEmpty(), key + ".fields", "needed, for instance [PID-4]");
        return Optional.of(
                new ReceiverProfile.Installations(
                        fields,
                        text(key + ".type", given.get("type")),
                        texts(key + ".numbers", map(given, "numbers")),
                        text(key + ".listedOnly", given.get("listedOnly")).equals("true")));
    }

    private List<ReceiverProfile.CodeRule> codes() {
        var rules = new ArrayList<ReceiverProfile.CodeRule>();
        map(settings, "codes")
                .forEach((place, value) -> {
                    String key = "codes." + place;
                    Map<String, ?> rule =
                            known(key, asMap(key, value), Set.of("keep", "change", "others"));
                    var kept = new LinkedHashSet<String>();
                    list(key + ".keep", rule.get("keep")).forEach(k -> kept.add(text(key, k)));
                    rules.add(
                            new ReceiverProfile.CodeRule(
                                    path(key, place),
                                    texts(key + ".change", map(rule, "change")),
                                    kept,
                                    text(key + ".others", rule.get("others"))));
                });
        return rules;
    }

    private List<ReceiverProfile.Length> lengths() {
        var lengths = new ArrayList<ReceiverProfile.Length>();
        map(settings, "lengths")
                .forEach((place, value) -> {
                    String key = "lengths." + place;
                    boolean plain = !(value instanceof Map);
                    Map<String, ?> rule =
                            plain
                                    ? Map.of()
                                    : known(key, asMap(key, value), Set.of("most", "longer"));
                    int most = number(key, plain ? value : rule.get("most"));
                    String longer = text(key + ".longer", rule.get("longer"));
                    lengths.add(
                            new ReceiverProfile.Length(
                                    path(key, place),
                                    most,
                                    longer.isEmpty()
                                            ? ReceiverProfile.TooLong.CUT
                                            : choice(key, longer, ReceiverProfile.TooLong.class)));
                });
        return lengths;
    }

    private List<ReceiverProfile.Constant> constants() {
        var constants = new ArrayList<ReceiverProfile.Constant>();
        map(settings, "constants")
                .forEach((place, value) -> {
                    FieldPath path = path("constants." + place, place);
                    boolean encoding = path.segment().equals("MSH") && path.field() == 18;
                    require(!encoding, "constants." + place, "says how the message is written");
                    constants.add(
                            new ReceiverProfile.Constant(path, text("constants." + place, value)));
                });
        return constants;
    }

    private List<ReceiverProfile.Extra> segments() {
        var extras = new ArrayList<ReceiverProfile.Extra>();
        map(settings, "segments")
                .forEach((name, value) -> {
                    var fields = new TreeMap<Integer, String>();
                    asMap("segments." + name, value)
                            .forEach((n, text) ->
                                    fields.put(
                                            number("segments." + name, n),
                                            text("segments." + name, text)));
                    extras.add(new ReceiverProfile.Extra(name, fields));
                });
        return extras;
    }

    /** A list of paths; {@code true} stands for the usual ones. */
    private List<FieldPath> paths(String key, List<String> usual) {
        Object value = settings.get(key);
        var paths = new ArrayList<FieldPath>();
        List<?> places =
                value instanceof Boolean truth ? (truth ? usual : List.of()) : list(key, value);
        for (Object place : places) {
            paths.add(path(key, text(key, place)));
        }
        return paths;
    }

    private Set<String> words(String key) {
        var words = new LinkedHashSet<String>();
        list(key, settings.get(key)).forEach(word -> words.add(text(key, word)));
        return words;
    }

    private static void known(String owner, String key, Set<String> keys) {
        require(keys.contains(key), owner + key, "unknown; known are " + new TreeSet<>(keys));
    }

    /** The keys of a map within, none of which may be misspelt. */
    private static Map<String, ?> known(String owner, Map<String, ?> given, Set<String> keys) {
        given.keySet().forEach(key -> known(owner + '.', key, keys));
        return given;
    }

    private static FieldPath path(String key, String place) {
        FieldPath path = parsed(key, place);
        boolean signs = path.segment().equals("MSH") && path.field() <= 2;
        require(!signs, key, place + " says how the message is written");
        require(path.occurrence() == 1, key, place + " means every segment of that name");
        return path;
    }

    private static FieldPath parsed(String key, String place) {
        try {
            return FieldPath.of(place);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(key + ": " + none.getMessage(), none);
        }
    }

    private static Map<String, ?> map(Map<String, ?> owner, String key) {
        return asMap(key, owner.get(key));
    }

    private static Map<String, ?> asMap(String key, @Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        require(value instanceof Map, key, "a map is needed");
        var named = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) value).forEach((k, v) -> named.put(String.valueOf(k), v == null ? "" : v));
        return named;
    }

    private static Map<String, String> texts(String key, Map<String, ?> values) {
        var texts = new HashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, text(key + '.' + name, value)));
        return texts;
    }

    private static List<?> list(String key, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> items ? items : List.of(text(key, value));
    }

    private static String text(String key, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        boolean scalar =
                value instanceof CharSequence
                        || value instanceof Number
                        || value instanceof Boolean;
        require(scalar, key, "a text is needed");
        return value.toString();
    }

    private static int number(String key, @Nullable Object value) {
        String digits = text(key, value);
        require(digits.matches("[1-9]\\d{0,6}"), key, "a number from 1 is needed");
        return Integer.parseInt(digits);
    }

    private static <E extends Enum<E>> E choice(String key, String name, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                key
                        + ": one of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    private static void require(boolean truth, String key, String otherwise) {
        if (!truth) {
            throw new IllegalArgumentException(key + ": " + otherwise);
        }
    }
}
