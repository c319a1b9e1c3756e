// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The engine under measure: running, with one route from an MLLP port to its sinks that sets MSH-5
 * and MSH-6 and copies PID-3.1 to PID-2. Each sink receives every message.
 */
public interface Engine extends AutoCloseable {

    /** Starts an engine whose route delivers to each of these ports on loopback. */
    @FunctionalInterface
    interface Starter {
        Engine start(List<Integer> sinkPorts) throws IOException, InterruptedException;
    }

    /** Where the route listens, on loopback. */
    int port();

    /** Processes of the engine itself. */
    List<Long> enginePids();

    /** Processes of its database, when they are on this machine. */
    List<Long> databasePids();

    /** Where its PostgreSQL keeps its write-ahead log, when that is on this machine. */
    default Optional<Path> walFolder() {
        return Optional.empty();
    }

    /** Stops it and removes what it wrote. */
    @Override
    void close();
}
