// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.Text;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The exchange at one instant. Identifiers, types, sizes and counts only: never patient data.
 *
 * @param parties the assets at the ends of the routes
 * @param latest newest first
 * @param notices newest first
 * @param parked oldest first, at most as many as the page shows
 * @param quarantined newest first, at most as many as the page shows
 */
record Snapshot(
        About about,
        List<Party> parties,
        List<Route> routes,
        List<Message> latest,
        List<Told> notices,
        List<Parked> parked,
        List<Quarantined> quarantined,
        long quarantineCount) {

    /** Messages taken in since the start; routes of one source share its count. */
    long accepted() {
        return routes.stream()
                .collect(Collectors.toMap(Route::source, Route::accepted, Math::max))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * The server itself.
     *
     * @param database for instance {@code PostgreSQL 18.6}
     * @param embedded whether this server runs the database itself
     */
    record About(
            String version,
            Instant startedAt,
            Instant businessTime,
            String database,
            boolean embedded) {}

    /** An asset, and the organisation that answers for it. */
    record Party(String id, Text name, Text organisation, boolean internal) {}

    /**
     * A route.
     *
     * @param receive where the source's messages come in; blank while that door is closed
     * @param accepted messages taken from the source since the start of the server
     * @param refused messages the source was refused since then
     */
    record Route(
            String id,
            Text description,
            String useCase,
            boolean activated,
            Clearance clearance,
            String source,
            String receive,
            long accepted,
            long refused,
            List<Destination> destinations) {
        long lag() {
            return destinations.stream().mapToLong(Destination::lag).sum();
        }

        long delivered() {
            return destinations.stream().mapToLong(Destination::delivered).sum();
        }

        long parked() {
            return destinations.stream().mapToLong(Destination::parked).sum();
        }
    }

    /**
     * One end of a route.
     *
     * @param lag messages recorded and not yet settled there
     * @param waiting whether it does not answer and is tried again
     */
    record Destination(
            String asset, String send, long lag, long delivered, long parked, boolean waiting) {}

    /** A message, by identifier. */
    record Message(
            String id,
            String source,
            String type,
            Instant receivedAt,
            long bytes,
            List<Ending> endings) {}

    /** What became of a message at one destination. */
    record Ending(String route, String asset, Outcome outcome) {}

    /** How a message ended, or did not yet. */
    enum Outcome {
        DELIVERED,
        REFUSED,
        NO_ANSWER,
        PARKED,
        WAITING
    }

    /** A notice that was given. */
    record Told(Instant at, String subject, Text text) {}

    /** A message that waits for a person. */
    record Parked(String route, String asset, String id, Instant since, Text reason) {}

    /** Bytes that could not be taken as a message. */
    record Quarantined(
            String id, Optional<String> source, Instant at, long bytes, String code, Text reason) {}
}
