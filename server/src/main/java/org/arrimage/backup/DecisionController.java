// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.api.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Shows the lanes that wait for a decision since a restore, and takes decisions. */
@RestController
@RequestMapping("/api/v1/restore/decisions")
class DecisionController {
    /** A name or an account; longer is a mistake. */
    private static final int LONGEST_NAME = 200;

    private final UndecidedLanes undecided;
    private final LanePositions positions;
    private final InstantSource clock;

    DecisionController(UndecidedLanes undecided, LanePositions positions, InstantSource clock) {
        this.undecided = undecided;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * A lane that waits.
     *
     * @param sentAgainAtMost how many messages {@code RESUME} would send that may have been sent
     *     after the backup
     * @param ageSeconds how old the backup is
     */
    record Waiting(
            String route,
            String asset,
            long position,
            long logEnd,
            long sentAgainAtMost,
            Instant madeAt,
            long ageSeconds,
            Instant restoredAt) {}

    @GetMapping
    List<Waiting> waiting() {
        return undecided.all().stream().map(this::waiting).toList();
    }

    private Waiting waiting(UndecidedLane lane) {
        return new Waiting(
                lane.route(),
                lane.asset(),
                lane.position(),
                lane.logEnd(),
                positions.between(lane.route(), lane.asset(), lane.position(), lane.logEnd()),
                lane.madeAt(),
                Duration.between(lane.madeAt(), clock.instant()).toSeconds(),
                lane.restoredAt());
    }

    /** What is asked. */
    record Asked(Decision decision, String by) {}

    /** What was decided. */
    record Decided(String route, String asset, Decision decision, long position, long logEnd) {}

    @PostMapping("/{route}/{asset}")
    Decided decide(
            @PathVariable String route, @PathVariable String asset, @RequestBody Asked asked) {
        String by = asked.by() == null ? "" : asked.by().strip();
        if (by.isEmpty() || by.length() > LONGEST_NAME) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "decision-by-nobody",
                    "Say who decides, in 1 to " + LONGEST_NAME + " characters.");
        }
        if (asked.decision() == null) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "decision-missing",
                    "The decision is RESUME or SKIP.");
        }
        return undecided
                .decide(route, asset, asked.decision(), by, positions)
                .map(lane ->
                        new Decided(route, asset, asked.decision(), lane.position(), lane.logEnd()))
                .orElseThrow(() ->
                        new Problem(
                                HttpStatus.NOT_FOUND,
                                "nothing-to-decide",
                                "No restore left this lane undecided, or it was decided since."));
    }
}
