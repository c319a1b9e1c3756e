// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.arrimage.delivery.KeyQueuesTests.logged;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.Page;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class LaneTests {

    private static final Outcome.Delivered DELIVERED = new Outcome.Delivered("AA", new byte[32]);
    private static final Outcome.Parked DECLINED =
            new Outcome.Parked("DECLINED", new Text("refusé", "refused"));

    @Test
    void movesItsLowWaterPastWhatIsSettled() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10), logged(2, 20), logged(3, 30));

        Work first = take(lane).orElseThrow();
        Work second = take(lane).orElseThrow();
        lane.delivered(second, DELIVERED);
        Checkpoint afterSecond = lane.collect().main();
        lane.delivered(first, DELIVERED);
        Checkpoint afterFirst = lane.collect().main();

        assertThat(afterSecond).isEqualTo(new Checkpoint(0, List.of(2L)));
        assertThat(afterFirst.lowWater()).isEqualTo(2);
    }

    @Test
    void passesOverMessagesThatAreNotForIt() throws Exception {
        Lane lane =
                lane(
                        new LaneRules(
                                (short) 1,
                                type -> false,
                                LaneRules.Order.KEYS,
                                100,
                                1 << 20,
                                0,
                                new byte[32]));

        offer(lane, logged(1, 10), logged(2, 20));

        assertThat(take(lane)).isEmpty();
        assertThat(lane.collect().main().lowWater()).isEqualTo(2);
    }

    @Test
    void skipsWhatWasSettledAboveTheLowWaterAndRemembersIt() throws Exception {
        Lane lane = lane(rules(100), new Checkpoint(0, List.of(2L)));

        offer(lane, logged(1, 10), logged(2, 10), logged(3, 10));
        Checkpoint nothingDone = lane.collect().main();

        assertThat(nothingDone).isEqualTo(new Checkpoint(0, List.of(2L)));
        assertThat(drain(lane)).containsExactly(1L, 3L);
    }

    @Test
    void parksAKeyAndWhatComesForItAndNothingElse() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10), logged(2, 10), logged(3, 20));
        Work poison = take(lane).orElseThrow();

        lane.park(poison, DECLINED);
        offer(lane, logged(4, 10), logged(5, 30));

        assertThat(drain(lane)).containsExactly(3L, 5L);
        assertThat(lane.counts().parked()).isEqualTo(3);
        assertThat(lane.collect().main().lowWater()).isEqualTo(5);
    }

    @Test
    void readsParkedMessagesAgainInOrderAheadOfNewOnes() throws Exception {
        Lane lane = lane(rules(100));
        List<LoggedMessage> log = List.of(logged(1, 10), logged(2, 10), logged(3, 20));
        offer(lane, log.toArray(LoggedMessage[]::new));
        lane.park(take(lane).orElseThrow(), DECLINED);

        Track release = lane.release(1).orElseThrow();
        Optional<Track> askedTwice = lane.release(1);
        lane.offer(release, new Page(log, 3));
        offer(lane, logged(4, 10));

        assertThat(askedTwice).isEmpty();
        assertThat(drain(lane)).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(lane.counts().parked()).isZero();
        assertThat(lane.collect().parked()).isEmpty();
    }

    @Test
    void keepsAKeyWaitingWhileItsFirstMessageIsTriedAgain() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10), logged(2, 10), logged(3, 20));
        Work failing = take(lane).orElseThrow();

        lane.retryLater(failing, 60_000);

        assertThat(take(lane).map(Work::position)).contains(3L);
        assertThat(take(lane)).isEmpty();
    }

    @Test
    void givesOutNothingWhilePausedAndEverythingWhenResumed() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10));

        lane.pause(60_000);
        Optional<Work> paused = take(lane);
        lane.resume();

        assertThat(paused).isEmpty();
        assertThat(drain(lane)).containsExactly(1L);
    }

    @Test
    void triesASilentDestinationWithOneMessageOnly() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10), logged(2, 20), logged(3, 30));
        Work first = take(lane).orElseThrow();

        boolean answeredUntilNow = lane.unreachable(_ -> 0);
        lane.putBack(first);
        Work trial = take(lane).orElseThrow();
        Optional<Work> besidesTheTrial = take(lane);
        lane.delivered(trial, DELIVERED);

        assertThat(answeredUntilNow).isTrue();
        assertThat(besidesTheTrial).isEmpty();
        assertThat(drain(lane)).containsExactly(2L, 3L);
    }

    @Test
    void sendsNoFasterThanTheRateItWasGiven() throws Exception {
        Lane lane =
                lane(
                        new LaneRules(
                                (short) 1,
                                type -> true,
                                LaneRules.Order.NONE,
                                100,
                                1 << 20,
                                1,
                                new byte[32]));
        offer(lane, logged(1, 10), logged(2, 20));

        assertThat(take(lane)).isPresent();
        assertThat(take(lane)).isEmpty();
    }

    @Test
    void readsNoFurtherThanWhatIsNotCommitted() throws Exception {
        Lane lane = lane(rules(2));
        offer(lane, logged(1, 10), logged(2, 20));
        lane.delivered(take(lane).orElseThrow(), DELIVERED);

        LaneCommit commit = lane.collect();
        int before = lane.main().window().size();
        lane.committed(commit);

        assertThat(before).isEqualTo(2);
        assertThat(lane.awaitRoom(lane.main())).isEqualTo(1);
    }

    @Test
    void notesTheRefusalOfAReplayedMessageAndParksNobody() throws Exception {
        Lane lane = lane(rules(100));
        offer(lane, logged(1, 10));
        drain(lane);
        Track replay = new Track(Track.Kind.REPLAY, 1, new Checkpoint(0, List.of()), 1);
        lane.replay(replay);

        lane.offer(replay, new Page(List.of(logged(1, 10)), 1));
        lane.park(take(lane).orElseThrow(), DECLINED);

        LaneCommit commit = lane.collect();
        assertThat(commit.replays())
                .extracting(LaneCommit.ReplayRow::counts)
                .containsExactly(new Track.Counts(0, 1, 0));
        assertThat(commit.replayed()).containsExactly(1L);
        assertThat(lane.counts().parked()).isZero();
    }

    @Test
    void remembersPositionsAboveTheLowWaterInAFewBytes() {
        Checkpoint checkpoint = new Checkpoint(1_000_000, List.of(1_000_002L, 1_000_300L));

        byte[] stored = checkpoint.encodeAbove();

        assertThat(stored).hasSize(3);
        assertThat(Checkpoint.decode(1_000_000, stored)).isEqualTo(checkpoint);
    }

    @Test
    void wakesAnotherForWhatTimeAloneBringsWhenABusyOneMayNotTakeIt() throws Exception {
        Lane lane = lane(rules(100, 2));
        offer(lane, logged(1, 10), logged(2, 10));
        Work first = take(lane).orElseThrow();
        List<Work> second = new CopyOnWriteArrayList<>();
        Thread idle = Thread.ofVirtual().start(() -> takeInto(lane, second));
        while (idle.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        lane.delivered(first, DELIVERED);
        assertThat(take(lane)).as("half a second has not passed").isEmpty();

        assertThat(idle.join(Duration.ofSeconds(10))).isTrue();
        assertThat(second).extracting(Work::position).containsExactly(2L);
    }

    private static void takeInto(Lane lane, List<Work> taken) {
        try {
            taken.addAll(lane.take(1, true));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    static LaneRules rules(int window) {
        return rules(window, 0);
    }

    private static LaneRules rules(int window, int perSecond) {
        return new LaneRules(
                (short) 1,
                type -> true,
                LaneRules.Order.KEYS,
                window,
                1 << 20,
                perSecond,
                new byte[32]);
    }

    static Lane lane(LaneRules rules) {
        return lane(rules, new Checkpoint(0, List.of()));
    }

    private static Lane lane(LaneRules rules, Checkpoint from) {
        Lane lane =
                new Lane(
                        new LaneId("r", "a"),
                        rules,
                        new LaneTracks(from, 0),
                        InstantSource.fixed(Instant.EPOCH),
                        _ -> {});
        lane.recovered();
        return lane;
    }

    private static void offer(Lane lane, LoggedMessage... messages) {
        lane.offer(
                lane.main(), new Page(List.of(messages), messages[messages.length - 1].position()));
    }

    private static Optional<Work> take(Lane lane) throws InterruptedException {
        return lane.take(1, false).stream().findFirst();
    }

    private static List<Long> drain(Lane lane) throws InterruptedException {
        List<Long> order = new ArrayList<>();
        Optional<Work> next = take(lane);
        while (next.isPresent()) {
            order.add(next.get().position());
            lane.delivered(next.get(), DELIVERED);
            lane.committed(lane.collect());
            next = take(lane);
        }
        return order;
    }
}
