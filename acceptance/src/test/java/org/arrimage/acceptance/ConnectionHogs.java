// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Other clients of the server's own PostgreSQL, which take every connection it allows, the server's
 * own too. The server stands still meanwhile: it would otherwise win the race for some of them.
 */
final class ConnectionHogs implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final String TOO_MANY = "53300";

    private final List<Connection> taken = new ArrayList<>();
    private final String url;
    private final String password;

    ConnectionHogs(Path data) throws IOException {
        Path postgres = data.resolve("postgres");
        // The fourth line of postmaster.pid is the port.
        String port = Files.readAllLines(postgres.resolve("cluster/postmaster.pid")).get(3).strip();
        url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?ApplicationName=others";
        password = Files.readString(postgres.resolve("password")).strip();
    }

    /** Leaves the server without a single session. */
    void takeAll(ServerProcess server) throws Exception {
        takeFree();
        Signals.send("STOP", List.of(server.process().toHandle()));
        try {
            endSessionsOfOthers();
            takeFree();
        } finally {
            Signals.send("CONT", List.of(server.process().toHandle()));
        }
    }

    private void takeFree() throws SQLException {
        for (int i = 0; i < MOST; i++) {
            try {
                taken.add(DriverManager.getConnection(url, "arrimage", password));
            } catch (SQLException refused) {
                if (refused.getSQLState().equals(TOO_MANY)) {
                    return;
                }
                throw refused;
            }
        }
        throw new IllegalStateException("PostgreSQL allows more than " + MOST + " connections");
    }

    private void endSessionsOfOthers() throws SQLException {
        try (Statement statement = taken.getFirst().createStatement();
                ResultSet _ =
                        statement.executeQuery(
                                """
                                select pg_terminate_backend(pid, 1000)
                                from pg_stat_activity
                                where backend_type = 'client backend'
                                  and application_name <> 'others'
                                """)) {
            return;
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
    }
}
