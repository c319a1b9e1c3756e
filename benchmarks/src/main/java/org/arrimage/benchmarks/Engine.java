// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * The engine under measure: running, with one route from an MLLP port to a sink that sets MSH-5 and
 * MSH-6 and copies PID-3.1 to PID-2.
 */
public interface Engine extends AutoCloseable {

    /** Starts an engine whose route delivers to {@code sinkPort} on loopback. */
    @FunctionalInterface
    interface Starter {
        Engine start(int sinkPort) throws IOException, InterruptedException;
    }

    /** Where the route listens, on loopback. */
    int port();

    /** Processes of the engine itself. */
    List<Long> enginePids();

    /** Processes of its database, when they are on this machine. */
    List<Long> databasePids();

    /** Stops it and removes what it wrote. */
    @Override
    void close();
}
