// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import org.arrimage.kernel.ClockMoved;
import org.arrimage.kernel.ScenarioClock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.time.InstantSource;

/** Moves a scenario's clock forward. The system's clock cannot be moved. */
@RestController
class ClockController {
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    ClockController(InstantSource clock, ApplicationEventPublisher events) {
        this.clock = clock;
        this.events = events;
    }

    /** Where to move to. */
    record Move(@Nullable Instant at) {}

    /** Business time from now on. */
    record Moved(Instant businessTime) {}

    @PostMapping("/api/v1/clock")
    Moved move(@RequestBody Move move) {
        var at = move.at();
        if (at == null) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "instant-needed",
                    "Send {\"at\":\"2026-11-23T12:00:00Z\"}: an instant in UTC.");
        }
        if (!(clock instanceof ScenarioClock scenario)) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "clock-is-the-systems",
                    "Business time is the system's clock here. Only a server started with"
                            + " arrimage.clock.start has a clock that can be moved.");
        }
        if (!scenario.moveTo(at)) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "clock-only-forward",
                    "Business time is already %s; it only moves forward."
                            .formatted(scenario.instant()));
        }
        events.publishEvent(new ClockMoved(at));
        return new Moved(at);
    }
}
