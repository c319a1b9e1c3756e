// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the embedded PostgreSQL is tuned: for a durable append log written in batches, on a machine
 * it shares with the server. Given on the command line, so that a new version of the server applies
 * its own at the next start.
 */
final class PostgresSettings {
    /** Enough for the hot end of the log and every index root; small beside the server's heap. */
    static final String SHARED_BUFFERS = "128MB";

    /** Room between checkpoints: an append log at full speed would otherwise force one a minute. */
    static final String MAX_WAL_SIZE = "2GB";

    /** WAL files kept for reuse, so that bursts do not create files. */
    static final String MIN_WAL_SIZE = "256MB";

    /**
     * Recovery after a cut replays at most this much time, and full pages are logged less often.
     */
    static final String CHECKPOINT_TIMEOUT = "10min";

    /** One batch of messages fits, so that a commit is one write. */
    static final String WAL_BUFFERS = "16MB";

    /** More than the pool can open, so that an operator still gets in. */
    static final int MAX_CONNECTIONS = 64;

    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    // Acknowledged means on disk.
                    Map.entry("fsync", "on"),
                    Map.entry("synchronous_commit", "on"),
                    Map.entry("full_page_writes", "on"),
                    // Only this machine, and no socket file to guard.
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("password_encryption", "scram-sha-256"),
                    Map.entry("max_connections", Integer.toString(MAX_CONNECTIONS)),
                    Map.entry("shared_buffers", SHARED_BUFFERS),
                    Map.entry("wal_buffers", WAL_BUFFERS),
                    Map.entry("max_wal_size", MAX_WAL_SIZE),
                    Map.entry("min_wal_size", MIN_WAL_SIZE),
                    Map.entry("checkpoint_timeout", CHECKPOINT_TIMEOUT),
                    // Our statements are short: compiling them costs more than it gains.
                    Map.entry("jit", "off"),
                    Map.entry("random_page_cost", "1.1"),
                    // A forgotten transaction would keep dead rows for ever.
                    Map.entry("idle_in_transaction_session_timeout", "5min"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("log_timezone", "UTC"),
                    // No statement, parameter or key value in the log: they can hold patient data.
                    Map.entry("log_error_verbosity", "terse"),
                    Map.entry("log_min_error_statement", "panic"),
                    Map.entry("log_parameter_max_length_on_error", "0"),
                    Map.entry("log_statement", "none"),
                    Map.entry("log_checkpoints", "off"));

    private PostgresSettings() {}

    static List<String> arguments(int port) {
        var words = new ArrayList<String>();
        words.add("-p");
        words.add(Integer.toString(port));
        new TreeMap<>(SETTINGS)
                .forEach((name, value) -> {
                    words.add("-c");
                    words.add(name + "=" + value);
                });
        return words;
    }
}
