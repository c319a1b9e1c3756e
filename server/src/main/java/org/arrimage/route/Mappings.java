// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.arrimage.translation.Mapping;
import org.arrimage.translation.MappingFile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The mappings that routes name, as {@code lab-results@3}. Every version is kept, and none changes:
 * what a route did last year can be said again. They are read from the database when a route opens,
 * so that memory holds only those in use, however many there are.
 */
@Component
public class Mappings {

    private final JdbcClient jdbc;
    private final InstantSource clock;

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
    public void record(String text) {
        store(MappingFile.read(text), text);
    }

    /**
     * The same, for a caller who says which version it is.
     *
     * @throws Unusable also when the file names another
     */
    @Transactional
    public void record(String id, String text) {
        Mapping mapping = MappingFile.read(text);
        if (!mapping.id().equals(id)) {
            throw new Unusable(
                    "mapping", 1, mapping.id(), new Text("le mappage " + id, "mapping " + id));
        }
        store(mapping, text);
    }

    private void store(Mapping mapping, String text) {
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
    }

    /** The ids of all versions. */
    List<String> ids() {
        return jdbc.sql("select id from route.mapping order by id")
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /** A mapping, as it was given. */
    Optional<String> text(String id) {
        return jdbc.sql("select text from route.mapping where id = ?")
                .param(id)
                .query(String.class)
                .optional();
    }

    /**
     * Reads a recorded mapping, for a route that opens.
     *
     * @throws IllegalStateException when it is not there, which a route with it was not
     * @throws Unusable when this version of the program can no longer read it
     */
    public Mapping named(String id) {
        return find(id).orElseThrow(
                        () -> new IllegalStateException("no mapping " + id + " is recorded"));
    }

    /** A recorded mapping; empty when there is none of this id. */
    Optional<Mapping> find(String id) {
        return text(id).map(MappingFile::read);
    }
}
