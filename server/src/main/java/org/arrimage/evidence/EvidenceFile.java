// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.rulebook.Period;
import org.arrimage.rulebook.RouteFacts.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The evidence on file. Rows are inserted and never change. */
@Component
public class EvidenceFile {

    private final JdbcClient jdbc;

    EvidenceFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Files one piece. The same piece again changes nothing.
     *
     * @return false when another piece has its id
     */
    boolean record(Evidence evidence, Instant at) {
        return insert(evidence, at) == 1
                || find(evidence.id())
                        .filter(filed -> filed.evidence().equals(evidence))
                        .isPresent();
    }

    private int insert(Evidence evidence, Instant at) {
        Evidence.Details details = evidence.details();
        return jdbc.sql(
                        """
                        insert into evidence.evidence (id, type, subject_asset, subject_route,
                            subject_version, effective, expires, recorded, author, verifier,
                            declared, role, residual, number, coordinator, feasibility,
                            specification)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do nothing
                        """)
                .param(evidence.id())
                .param(evidence.type().name())
                .param(evidence.subject().asset().orElse(null))
                .param(evidence.subject().route().orElse(null))
                .param(evidence.subject().version().orElse(null))
                .param(Date.valueOf(evidence.period().effective()))
                .param(date(evidence.period().expires()))
                .param(Timestamp.from(at))
                .param(evidence.author())
                .param(evidence.verifier().orElse(null))
                .param(evidence.declared())
                .param(details.role().map(Role::name).orElse(null))
                .param(details.residual().orElse(null))
                .param(details.number().orElse(null))
                .param(details.coordinator().orElse(null))
                .param(date(details.feasibility()))
                .param(details.specification().orElse(null))
                .update();
    }

    /** Everything on file, in the order it was recorded. */
    public List<RecordedEvidence> all() {
        return jdbc.sql("select * from evidence.evidence order by recorded, id")
                .query(EvidenceFile::row)
                .list();
    }

    /** What is on file about a route or about any of its assets, the latest start first. */
    public List<Evidence> about(String route, Collection<String> assets, int most) {
        return jdbc
                .sql(
                        """
                        select * from evidence.evidence
                        where subject_route = ? or subject_asset = any (?)
                        order by effective desc, id limit ?
                        """)
                .param(route)
                .param(assets.toArray(String[]::new))
                .param(most)
                .query(EvidenceFile::row)
                // A list, not a stream: an unclosed stream keeps its connection for ever.
                .list()
                .stream()
                .map(RecordedEvidence::evidence)
                .toList();
    }

    Optional<RecordedEvidence> find(String id) {
        return jdbc.sql("select * from evidence.evidence where id = ?")
                .param(id)
                .query(EvidenceFile::row)
                .optional();
    }

    private static RecordedEvidence row(ResultSet row, int number) throws SQLException {
        Evidence evidence =
                new Evidence(
                        row.getString("id"),
                        EvidenceType.valueOf(row.getString("type")),
                        new Subject(
                                text(row, "subject_asset"),
                                text(row, "subject_route"),
                                text(row, "subject_version")),
                        new Period(row.getDate("effective").toLocalDate(), date(row, "expires")),
                        row.getString("author"),
                        text(row, "verifier"),
                        details(row));
        return new RecordedEvidence(evidence, row.getTimestamp("recorded").toInstant());
    }

    private static Evidence.Details details(ResultSet row) throws SQLException {
        return new Evidence.Details(
                text(row, "role").map(Role::valueOf),
                Optional.ofNullable(row.getObject("residual", Integer.class)),
                text(row, "number"),
                text(row, "coordinator"),
                date(row, "feasibility"),
                text(row, "specification"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<LocalDate> date(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    private static @Nullable Date date(Optional<LocalDate> day) {
        return day.map(Date::valueOf).orElse(null);
    }
}
