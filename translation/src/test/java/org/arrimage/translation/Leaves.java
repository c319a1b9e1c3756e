// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a bundle says, as {@code Patient.name.family=Gagné}, in a form two translators can share:
 * ids and the order of lists left out, references told by what they point at, moments in one zone,
 * and only extensions that HL7 defines.
 */
final class Leaves {
    private final Map<String, String> typesByUrl = new HashMap<>();
    private final TreeSet<String> found = new TreeSet<>();

    private Leaves() {}

    static TreeSet<String> of(byte[] json) {
        var leaves = new Leaves();
        Map<?, ?> bundle = (Map<?, ?>) read(json);
        List<?> entries = bundle.get("entry") instanceof List<?> list ? list : List.of();
        for (Object entry : entries) {
            Map<?, ?> parts = (Map<?, ?>) entry;
            Map<?, ?> resource = (Map<?, ?>) parts.get("resource");
            leaves.typesByUrl.put(
                    String.valueOf(parts.get("fullUrl")), (String) resource.get("resourceType"));
        }
        for (Object entry : entries) {
            Map<?, ?> resource = (Map<?, ?>) ((Map<?, ?>) entry).get("resource");
            leaves.walk((String) resource.get("resourceType"), resource);
        }
        return leaves.found;
    }

    private void walk(String path, Object value) {
        switch (value) {
            case Map<?, ?> object ->
                    object.forEach((name, inner) -> member(path, (String) name, inner));
            case List<?> list -> list.forEach(inner -> walk(path, inner));
            default -> found.add(path + '=' + value);
        }
    }

    private void member(String path, String name, Object value) {
        switch (name) {
            case "id", "fullUrl", "resourceType", "lastUpdated", "div" -> {}
            case "reference" -> found.add(path + ".reference=" + typeOf((String) value));
            case "extension" -> extensions(path, (List<?>) value);
            case "system" -> {
                if (isPublic((String) value)) {
                    found.add(path + ".system=" + ((String) value).replaceAll("/$", ""));
                } else if (path.endsWith("telecom")) {
                    found.add(path + ".system=" + value);
                }
            }
            default -> {
                if (value instanceof String text) {
                    found.add(path + '.' + name + '=' + moment(text));
                    if (text.indexOf('\n') >= 0) {
                        text.lines().forEach(line -> found.add(path + '.' + name + '=' + line));
                    }
                } else {
                    walk(path + '.' + name, value);
                }
            }
        }
    }

    /** HL7's, and the parts of HL7's whatever they are called. */
    private void extensions(String path, List<?> extensions) {
        for (Object each : extensions) {
            Map<?, ?> extension = (Map<?, ?>) each;
            String url = String.valueOf(extension.get("url"));
            boolean inside = path.endsWith("]");
            if (url.contains("//hl7.org/") || inside) {
                String name =
                        inside ? path : path + '[' + url.substring(url.lastIndexOf('/') + 1) + ']';
                extension.forEach((key, value) -> {
                    if (!key.equals("url")) {
                        member(name, (String) key, value);
                    }
                });
            }
        }
    }

    private String typeOf(String reference) {
        String known = typesByUrl.get(reference);
        int slash = reference.indexOf('/');
        return known != null ? known : slash < 0 ? reference : reference.substring(0, slash);
    }

    /** A system that is the same for everybody; names of senders are each translator's own way. */
    private static boolean isPublic(String system) {
        return system.startsWith("http://") || system.matches("urn:oid:[0-9.]+");
    }

    private static String moment(String text) {
        if (text.length() < 16 || text.charAt(10) != 'T') {
            return text;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException other) {
            return text;
        }
    }

    private static Object read(byte[] json) {
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                var list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new BigDecimal(parser.getString()).stripTrailingZeros().toPlainString();
            case VALUE_STRING -> parser.getString();
            default -> String.valueOf(parser.getString());
        };
    }
}
