// SPDX-License-Identifier: Apache-2.0
package org.arrimage.notice;

import org.arrimage.rulebook.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;

/** The inbox: tells each thing once, even when it is asked twice or by two threads. */
@Component
public class Notices {

    /** Who is told when nobody is named. */
    public static final String OPERATORS = "operators";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Notices(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Tells one thing, once. Joins the caller's transaction if there is one.
     *
     * @param about names what is told, for instance {@code gate:lab-results:3}; the same thing is
     *     never told again
     * @param subject what it is about: the id of a route, of an asset, of a message
     * @param to who is told
     * @param text never holds patient data
     * @return false when it had been told before
     */
    public boolean tell(String about, String subject, String to, Text text) {
        return jdbc.sql(
                                """
                                insert into notice.notice
                                    (told_at, subject, recipient, text_fr, text_en, about)
                                values (?, ?, ?, ?, ?, ?)
                                on conflict (about) do nothing
                                """)
                        .param(Timestamp.from(clock.instant()))
                        .param(subject)
                        .param(to)
                        .param(text.fr())
                        .param(text.en())
                        .param(about)
                        .update()
                == 1;
    }

    /** The latest notices, newest first. */
    public List<Notice> latest(int most) {
        return jdbc.sql(
                        """
                        select id, told_at, subject, recipient, text_fr, text_en
                        from notice.notice order by id desc limit ?
                        """)
                .param(most)
                .query(Notices::notice)
                .list();
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getLong("id"),
                row.getTimestamp("told_at").toInstant(),
                row.getString("subject"),
                row.getString("recipient"),
                new Text(row.getString("text_fr"), row.getString("text_en")));
    }
}
