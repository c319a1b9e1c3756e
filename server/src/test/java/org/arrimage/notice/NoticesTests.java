// SPDX-License-Identifier: Apache-2.0
package org.arrimage.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.database.TestDatabase;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.InstantSource;

class NoticesTests {

    private static final Instant NOON = Instant.parse("2026-03-01T17:00:00Z");

    @Test
    void tellsAThingOnceAndTheNewestFirst() {
        try (var database = TestDatabase.fresh()) {
            var notices =
                    new Notices(
                            JdbcClient.create(database.dataSource()), InstantSource.fixed(NOON));
            var text = new Text("La route est retenue.", "The route is held.");

            assertThat(notices.tell("gate:r:1", "r", Notices.OPERATORS, text)).isTrue();
            assertThat(notices.tell("gate:r:1", "r", Notices.OPERATORS, text)).isFalse();
            assertThat(notices.tell("gate:r:2", "r", "p-roy", text)).isTrue();

            assertThat(notices.latest(10))
                    .extracting(Notice::to)
                    .containsExactly("p-roy", "operators");
            assertThat(notices.latest(1).getFirst().text()).isEqualTo(text);
            assertThat(notices.latest(1).getFirst().at()).isEqualTo(NOON);
        }
    }
}
