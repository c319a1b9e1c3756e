// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.servlet.http.HttpServletResponse;

import org.arrimage.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import javax.sql.DataSource;

/** Gives a backup out as a stream, and tells what became of the last one. */
@RestController
@RequestMapping("/api/v1")
class BackupController {
    private static final Logger LOG = LoggerFactory.getLogger(BackupController.class);

    /** Names the backup whose bytes follow, to ask for its result afterwards. */
    static final String ID_HEADER = "Arrimage-Backup";

    private final Backup backup;
    private final LanePositions lanes;
    private final DataSource database;
    private final BackupStore store;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicReference<Optional<Outcome>> last = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Instant>> lastMade;

    BackupController(
            Backup backup,
            LanePositions lanes,
            DataSource database,
            JdbcClient jdbc,
            MeterRegistry meters,
            InstantSource clock) {
        this.backup = backup;
        this.lanes = lanes;
        this.database = database;
        store = new BackupStore(jdbc);
        lastMade = new AtomicReference<>(store.lastMade());
        Gauge.builder("arrimage.backup.age", () -> age(clock))
                .baseUnit("seconds")
                .description("time since the last backup that was read to its end; NaN when none")
                .register(meters);
    }

    private double age(InstantSource clock) {
        return lastMade.get()
                .map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    /** How a backup ended. */
    sealed interface Outcome {
        UUID id();

        record Done(UUID id, Backup.Made made) implements Outcome {}

        record Failed(UUID id, String why) implements Outcome {}
    }

    /**
     * Streams an archive. One at a time. What is cut or fails has no last chunk, so it cannot be
     * taken for whole.
     */
    @PostMapping("/backup")
    void backup(HttpServletResponse response) throws IOException {
        if (!running.compareAndSet(false, true)) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "backup-running",
                    "A backup is being made already; wait until it has ended.");
        }
        UUID id = UUID.randomUUID();
        try {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setHeader(ID_HEADER, id.toString());
            var made = backup.writeTo(id, response.getOutputStream());
            store.made(made);
            last.set(Optional.of(new Outcome.Done(id, made)));
            lastMade.set(Optional.of(made.madeAt()));
        } catch (IOException | SQLException | RuntimeException failure) {
            LOG.error("Backup {} failed", id, failure);
            last.set(Optional.of(new Outcome.Failed(id, failure.getClass().getSimpleName())));
            if (!response.isCommitted()) {
                response.reset();
                throw new Problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "backup-failed",
                        "The backup could not begin: " + failure.getMessage());
            }
        } finally {
            running.set(false);
        }
    }

    /** What became of the last backup, if it bears this id. */
    @GetMapping("/backup/{id}")
    Backup.Made made(@PathVariable UUID id) {
        return switch (last.get().filter(outcome -> outcome.id().equals(id)).orElse(null)) {
            case Outcome.Done done -> done.made();
            case Outcome.Failed failed ->
                    throw new Problem(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "backup-failed",
                            "The backup did not come to its end (%s); the server's log says why."
                                    .formatted(failed.why()));
            case null ->
                    throw new Problem(
                            HttpStatus.NOT_FOUND,
                            "backup-unknown",
                            "This server made no backup of that id since it started, or made"
                                    + " another since.");
        };
    }

    /** What a restore test compares: the end of the log and every lane's position. */
    @GetMapping("/landmarks")
    Landmarks landmarks() throws SQLException {
        try (var connection = database.getConnection()) {
            return new Landmarks(lanes.end(connection), lanes.all(connection));
        }
    }
}
