// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The elements of FHIR R4's resources and data types (R4, the pages of each), so that a mapping
 * which would write what FHIR does not have is refused when it is read. Loaded with the first
 * mapping.
 */
final class R4Types {
    private static final String FILE = "mapping/r4.types";

    /**
     * An element.
     *
     * @param name as JSON has it, {@code valueString} for a choice
     * @param type its type; {@code Patient.contact} for one that only this element has
     * @param list whether it is a JSON array
     * @param choice the choice it is one of, empty when of none
     * @param codes the only codes it takes, empty when FHIR requires none
     */
    record Element(String name, String type, boolean list, String choice, Set<String> codes) {}

    private final Map<String, Map<String, Element>> types = new HashMap<>();

    private R4Types(String text) {
        Map<String, Element> elements = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            if (line.startsWith(" ")) {
                Element element = element(line.substring(1).split(" "));
                elements.put(element.name(), element);
            } else if (!line.startsWith("#")) {
                elements = new LinkedHashMap<>();
                types.put(line, elements);
            }
        }
    }

    /** Loaded on first use. */
    private static final class Loaded {
        static final R4Types TYPES = new R4Types(text());
    }

    static boolean has(String type) {
        return Loaded.TYPES.types.containsKey(type);
    }

    static Optional<Element> element(String type, String name) {
        return Optional.ofNullable(Loaded.TYPES.types.getOrDefault(type, Map.of()).get(name));
    }

    /** The names of a type's elements. */
    static Set<String> elements(String type) {
        return Loaded.TYPES.types.getOrDefault(type, Map.of()).keySet();
    }

    /** The other elements of the same choice, of which an object has one at most. */
    static List<String> alternatives(String type, Element element) {
        var others = new ArrayList<String>();
        if (!element.choice().isEmpty()) {
            for (Element other : Loaded.TYPES.types.getOrDefault(type, Map.of()).values()) {
                if (other.choice().equals(element.choice())
                        && !other.name().equals(element.name())) {
                    others.add(other.name());
                }
            }
        }
        return List.copyOf(others);
    }

    private static Element element(String[] words) {
        String type = words[1];
        boolean list = type.endsWith("*");
        String choice = "";
        Set<String> codes = Set.of();
        for (int i = 2; i < words.length; i++) {
            if (words[i].startsWith("@")) {
                choice = words[i].substring(1);
            } else {
                codes = Set.of(words[i].substring(1).split(","));
            }
        }
        return new Element(
                words[0], list ? type.substring(0, type.length() - 1) : type, list, choice, codes);
    }

    private static String text() {
        try (InputStream in = R4Types.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the module was packaged without " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
