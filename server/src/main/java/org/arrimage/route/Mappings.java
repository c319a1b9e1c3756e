// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.arrimage.translation.Mapping;
import org.arrimage.translation.MappingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The mappings that routes name, as {@code lab-results@3}. Every version is kept, and none changes:
 * what a route did last year can be said again.
 */
@Component
public class Mappings {

    private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Map<String, Mapping> known = new ConcurrentSkipListMap<>();

    Mappings(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Reads and records a mapping file; the same text again changes nothing.
     *
     * @throws Unusable when the text cannot be used, or the version is there with another text
     */
    @Transactional
    public Mapping record(String text) {
        Mapping mapping = MappingFile.read(text);
        jdbc.sql(
                        """
                        insert into route.mapping (id, recorded_at, text)
                        values (?, ?, ?) on conflict do nothing
                        """)
                .param(mapping.id())
                .param(Timestamp.from(clock.instant()))
                .param(text)
                .update();
        if (!text(mapping.id()).map(text::equals).orElse(false)) {
            throw new Unusable(
                    "version",
                    0,
                    mapping.id(),
                    new Text(
                            "un numéro de version nouveau : cette version est déjà consignée avec"
                                    + " un autre texte",
                            "a new version number: this version is recorded with another text"));
        }
        known.put(mapping.id(), mapping);
        return mapping;
    }

    /** The ids of all versions. */
    public List<String> ids() {
        return List.copyOf(known.keySet());
    }

    /** A mapping, as it was given. */
    public Optional<String> text(String id) {
        return jdbc.sql("select text from route.mapping where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    boolean has(String id) {
        return known.containsKey(id);
    }

    /**
     * A mapping that a recorded route names.
     *
     * @throws IllegalStateException when it is not there, which a route with it was not
     */
    public Mapping named(String id) {
        return Optional.ofNullable(known.get(id))
                .orElseThrow(() -> new IllegalStateException("no mapping " + id + " is recorded"));
    }

    /** Reads what is recorded; before any route. */
    void load() {
        List<String> texts =
                jdbc.sql("select text from route.mapping")
                        .query((row, _) -> row.getString("text"))
                        .list();
        for (String text : texts) {
            try {
                Mapping mapping = MappingFile.read(text);
                known.put(mapping.id(), mapping);
            } catch (Unusable unusable) {
                LOG.error("A recorded mapping can no longer be read: {}", unusable.getMessage());
            }
        }
    }
}
