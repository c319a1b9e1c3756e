// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {

    @Test
    void twoFreshDatabasesDoNotSeeEachOther() {
        try (var one = TestDatabase.fresh();
                var two = TestDatabase.fresh()) {
            JdbcClient.create(one.dataSource()).sql("CREATE TABLE mine (n int)").update();

            var seen =
                    JdbcClient.create(two.dataSource())
                            .sql("SELECT count(*) FROM pg_tables WHERE tablename = 'mine'")
                            .query(Integer.class)
                            .single();

            assertThat(seen).isZero();
        }
    }

    @Test
    void everyModuleHasItsOwnSchemaAndHistory() {
        try (var database = TestDatabase.fresh()) {
            var schemas =
                    JdbcClient.create(database.dataSource())
                            .sql(
                                    "SELECT schemaname FROM pg_tables"
                                            + " WHERE tablename = 'flyway_schema_history'"
                                            + " ORDER BY 1")
                            .query(String.class)
                            .list();

            assertThat(schemas).containsExactlyElementsOf(SchemaMigrations.modules());
        }
    }
}
