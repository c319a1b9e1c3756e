// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The obligations of the directives and the default readings of what they leave open, read once
 * from the data files beside this class. A document is added by naming its file here.
 */
public final class Obligations {

    private static final List<String> FILES =
            List.of("obligations/SNDE.yaml", "obligations/CYB.yaml");
    private static final String READINGS = "obligations/readings.yaml";
    private static final int MOST_ROWS = 1_000;

    private static final Map<String, Obligation> BY_ID = load();
    private static final Map<String, Reading> READINGS_BY_ID = loadReadings();

    private Obligations() {}

    /** Every obligation, in the order of the documents. */
    public static List<Obligation> all() {
        return List.copyOf(BY_ID.values());
    }

    /** The obligation of an id such as {@code SNDE-5.1}. */
    public static Optional<Obligation> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Every default reading, by number. */
    public static List<Reading> readings() {
        return List.copyOf(READINGS_BY_ID.values());
    }

    /**
     * The citation of an article or of a reading.
     *
     * @throws IllegalArgumentException when the rulebook holds neither
     */
    static Citation cite(String id) {
        Obligation obligation = BY_ID.get(id);
        if (obligation != null) {
            return obligation.citation();
        }
        Reading reading = READINGS_BY_ID.get(id);
        if (reading != null) {
            return new Citation(id, "catalogue", reading.article());
        }
        throw new IllegalArgumentException("no article or reading " + id + " in the rulebook");
    }

    private static Map<String, Obligation> load() {
        Map<String, Obligation> rows = new LinkedHashMap<>();
        for (String file : FILES) {
            Fields fields = document(file).fields("document", "obligations");
            String document = fields.required("document").identifier();
            for (Obligation row :
                    fields.list("obligations", MOST_ROWS, value -> obligation(document, value))) {
                if (rows.put(row.id(), row) != null) {
                    throw new IllegalStateException(row.id() + " is in the rulebook twice");
                }
            }
        }
        return rows;
    }

    private static Obligation obligation(String document, Value value) {
        Fields fields =
                value.fields("id", "lines", "force", "mode", "fr", "en", "rule", "reason", "clock");
        return new Obligation(
                fields.required("id").identifier(),
                document,
                fields.required("lines").text(),
                fields.required("force").choice(Force.class),
                fields.required("mode").choice(Mode.class),
                new Text(fields.required("fr").text(), fields.required("en").text()),
                answer(fields),
                fields.optional("clock").map(Value::identifier));
    }

    private static Obligation.Answer answer(Fields fields) {
        return fields.optional("rule")
                .<Obligation.Answer>map(rule -> new Obligation.ByRule(rule.identifier()))
                .orElseGet(() -> new Obligation.ByReason(fields.text("reason")));
    }

    private static Map<String, Reading> loadReadings() {
        Map<String, Reading> rows = new LinkedHashMap<>();
        document(READINGS)
                .fields("readings")
                .list("readings", MOST_ROWS, Obligations::reading)
                .forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private static Reading reading(Value value) {
        Fields fields = value.fields("id", "article", "question", "reading", "alternative");
        return new Reading(
                fields.required("id").identifier(),
                fields.required("article").identifier(),
                fields.text("question"),
                fields.text("reading"),
                fields.text("alternative"));
    }

    private static Value document(String file) {
        try (InputStream stream = Obligations.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is missing from the rulebook");
            }
            return Document.read(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " of the rulebook", e);
        }
    }
}
