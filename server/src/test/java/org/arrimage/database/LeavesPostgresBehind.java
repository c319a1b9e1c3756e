// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.nio.file.Path;
import java.sql.DriverManager;

/** A server that is killed: starts PostgreSQL, commits one row, and halts without a word. */
public final class LeavesPostgresBehind {
    private LeavesPostgresBehind() {}

    public static void main(String[] arguments) throws Exception {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]));
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl("postgres"),
                                postgres.username(),
                                postgres.password());
                var sql = connection.createStatement()) {
            sql.execute("CREATE TABLE IF NOT EXISTS kept (n int)");
            sql.execute("INSERT INTO kept VALUES (1)");
        }
        System.out.println(postgres.pid());
        System.out.flush();
        if (arguments.length > 2) {
            postgres.close();
            return;
        }
        Runtime.getRuntime().halt(137);
    }
}
