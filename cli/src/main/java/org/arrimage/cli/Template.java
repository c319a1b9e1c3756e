// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file shipped with this program, with places such as {@code {{port}}} to fill. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

    private Template() {}

    /** The shipped file as it is. */
    public static String read(String name) {
        try (var in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no shipped file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shipped file with every place filled; a place without a value is an error of ours. */
    public static String fill(String name, Map<String, String> values) {
        return PLACE.matcher(read(name))
                .replaceAll(place -> {
                    String value = values.get(place.group(1));
                    if (value == null) {
                        throw new IllegalStateException(
                                name + " has a place without a value: " + place.group(1));
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
