// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.sql.Connection;
import java.sql.SQLException;

/** Small things of the language. */
final class Sql {
    private Sql() {}

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String name) {
        return quoted(schema) + '.' + quoted(name);
    }

    static void run(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
