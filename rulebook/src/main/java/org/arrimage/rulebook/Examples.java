// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The complete facts file that {@code arrimage clearance --example} prints, and its schema. */
public final class Examples {

    private Examples() {}

    /** A facts file, in YAML, that is cleared on 2026-03-01. */
    public static String facts() {
        return resource("facts.example.yaml");
    }

    /** The JSON Schema (2020-12) of a facts file. */
    public static String factsSchema() {
        return resource("facts.schema.json");
    }

    private static String resource(String name) {
        try (InputStream stream = Examples.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the rulebook");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the rulebook", e);
        }
    }
}
