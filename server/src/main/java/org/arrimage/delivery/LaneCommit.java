// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one settlement writes for one lane, all at once: positions, receipts, and what changed of
 * the parked and the replayed.
 *
 * @param lane which lane
 * @param receipts what ended
 * @param main the lane's position
 * @param parkedMessages how many messages wait for a person, or {@link LaneTracks#UNCOUNTED}
 * @param parked parked messages that changed
 * @param gone ids of parked messages whose last message is settled
 * @param replays replays that go on
 * @param replayed ids of replays that ended
 */
record LaneCommit(
        Lane lane,
        List<Receipt> receipts,
        Checkpoint main,
        long parkedMessages,
        List<ParkedRow> parked,
        List<Long> gone,
        List<ReplayRow> replays,
        List<Long> replayed) {

    /**
     * What became of one message.
     *
     * @param attempts how many times it was sent
     * @param delivered false when it was refused on being sent again
     * @param answered code of the answer
     * @param sent SHA-256 of what was sent; empty when it was refused
     */
    record Receipt(long position, int attempts, boolean delivered, String answered, byte[] sent) {}

    /** A row of {@code delivery.parked}. */
    record ParkedRow(
            long id,
            long position,
            Instant receivedAt,
            Instant since,
            Outcome.Parked reason,
            Map<Long, Long> keys,
            Map<Long, Long> moved,
            Parked.State state,
            Checkpoint release,
            long until) {

        static ParkedRow of(Parked parked) {
            return new ParkedRow(
                    parked.id(),
                    parked.position(),
                    parked.receivedAt(),
                    parked.since(),
                    parked.reason(),
                    Map.copyOf(parked.keys()),
                    Map.copyOf(parked.moved()),
                    parked.state(),
                    parked.release()
                            .map(Track::checkpoint)
                            .orElseGet(() -> new Checkpoint(0, List.of())),
                    parked.release().map(Track::until).orElse(0L));
        }
    }

    /** A row of {@code delivery.replay}, as far as it changes. */
    record ReplayRow(long id, Checkpoint checkpoint, Track.Counts counts) {}

    /** Whether only the position and receipts are to be written, as is usual. */
    boolean plain() {
        return parked.isEmpty() && gone.isEmpty() && replays.isEmpty() && replayed.isEmpty();
    }
}
