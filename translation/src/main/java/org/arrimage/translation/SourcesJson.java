// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code {"version":"2.5.1","segments":[{"of":"urn:uuid:… PID 1","fields":[{"n":3,"raw":"…",
 * "was":"…"}]}]}}: one object a segment, only fields that our writer would write otherwise.
 */
final class SourcesJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SourcesJson() {}

    static byte[] write(Sources sources) {
        Node root = new Node().put("version", sources.version());
        new TreeMap<>(sources.fields())
                .forEach((key, fields) -> {
                    Node segment = new Node();
                    for (Sources.Field field : fields) {
                        segment.add(
                                "fields",
                                new Node()
                                        .number("n", Integer.toString(field.number()))
                                        .put("raw", field.raw())
                                        .put("was", Long.toHexString(field.was())));
                    }
                    if (!segment.isEmpty()) {
                        root.add("segments", segment.put("of", key));
                    }
                });
        return root.toJson();
    }

    static Optional<Sources> read(byte[] json) {
        var fields = new HashMap<String, List<Sources.Field>>();
        String version = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("version")) {
                    version = parser.getString();
                } else if (name.equals("segments")) {
                    segments(parser, fields);
                } else {
                    return Optional.empty();
                }
            }
            return version.isEmpty() ? Optional.empty() : Optional.of(new Sources(version, fields));
        } catch (JacksonException | NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static void segments(JsonParser parser, Map<String, List<Sources.Field>> fields) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String key = "";
            List<Sources.Field> found = new ArrayList<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("of")) {
                    key = parser.getString();
                } else {
                    fields(parser, found);
                }
            }
            fields.put(key, found);
        }
    }

    private static void fields(JsonParser parser, List<Sources.Field> found) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int number = 0;
            String raw = "";
            long was = 0;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "n" -> number = Math.clamp(parser.getIntValue(), 1, 999);
                    case "raw" -> raw = parser.getString();
                    case "was" -> was = Long.parseUnsignedLong(parser.getString(), 16);
                    default -> {}
                }
            }
            found.add(new Sources.Field(number, raw, was));
        }
    }
}
