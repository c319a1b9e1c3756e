// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.Lanes;
import org.arrimage.messagelog.Quarantine;
import org.arrimage.rulebook.Text;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages by id, what is parked, what is quarantined; never their content but on request. */
@RestController
@RequestMapping("/api/v1")
class MessageController {

    private static final int MOST = 1_000;

    /** Who asks, as long as nobody signs in (decision 0203). */
    private static final String BY = "operator";

    private final LatestMessages latest;
    private final Lanes lanes;
    private final Quarantine quarantine;
    private final QuarantineReplay replay;
    private final UnfinishedMessages unfinished;

    MessageController(
            LatestMessages latest,
            Lanes lanes,
            Quarantine quarantine,
            QuarantineReplay replay,
            UnfinishedMessages unfinished) {
        this.latest = latest;
        this.lanes = lanes;
        this.quarantine = quarantine;
        this.replay = replay;
        this.unfinished = unfinished;
    }

    @GetMapping("/messages")
    List<LatestMessages.Latest> latest(
            @RequestParam(name = "latest", defaultValue = "50") int count) {
        return latest.find(Math.clamp(count, 1, MOST));
    }

    /** One parked message. */
    record Parked(
            String route,
            String asset,
            long position,
            UUID id,
            Instant since,
            String code,
            Text reason) {}

    @GetMapping("/parked")
    List<Parked> parked() {
        return lanes.parked(MOST).stream()
                .map(each ->
                        new Parked(
                                each.lane().route(),
                                each.lane().asset(),
                                each.position(),
                                each.id().value(),
                                each.since(),
                                each.code(),
                                each.reason()))
                .toList();
    }

    /** Whether the parked message and what waits behind it are on their way again. */
    record Replayed(boolean released) {}

    @PostMapping("/parked/{route}/{asset}/{position}/replay")
    ResponseEntity<Replayed> replay(
            @PathVariable String route, @PathVariable String asset, @PathVariable long position) {
        boolean released = lanes.release(new LaneId(route, asset), position);
        return released ? ResponseEntity.ok(new Replayed(true)) : ResponseEntity.notFound().build();
    }

    /** The number of a replay that has begun. */
    record Replay(long replay) {}

    /** Sends messages again that a destination has passed, by their positions in the log. */
    @PostMapping("/lanes/{route}/{asset}/replay")
    ResponseEntity<Replay> replay(
            @PathVariable String route,
            @PathVariable String asset,
            @RequestParam long from,
            @RequestParam(required = false) Long to) {
        long last = to == null ? Long.MAX_VALUE : to;
        return lanes.replay(new LaneId(route, asset), from, last, BY)
                .map(number -> ResponseEntity.ok(new Replay(number)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** Messages of which fragments are still to come. */
    @GetMapping("/fragments")
    List<UnfinishedMessages.Unfinished> unfinished() {
        return unfinished.waiting();
    }

    /** One quarantined frame. */
    record Quarantined(
            UUID id,
            String source,
            String peer,
            Instant at,
            int bytes,
            boolean truncated,
            String code,
            String where,
            Text reason) {}

    @GetMapping("/quarantine")
    List<Quarantined> quarantined() {
        return quarantine.latest(MOST).stream()
                .map(item ->
                        new Quarantined(
                                item.id(),
                                item.refusal().source(),
                                item.refusal().peer(),
                                item.at(),
                                item.bytes(),
                                item.refusal().truncated(),
                                item.refusal().code(),
                                item.refusal().location(),
                                item.refusal().reason()))
                .toList();
    }

    @GetMapping(
            path = "/quarantine/{id}/bytes",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> bytes(@PathVariable UUID id) {
        Optional<Quarantine.Kept> kept = quarantine.find(id);
        return kept.map(found -> ResponseEntity.ok(found.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping("/quarantine/{id}/replay")
    ResponseEntity<QuarantineReplay.Result> replayQuarantined(@PathVariable UUID id)
            throws InterruptedException {
        return replay.replay(id)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }
}
