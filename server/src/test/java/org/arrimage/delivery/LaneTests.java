// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.arrimage.delivery.KeyQueuesTests.logged;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.Page;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class LaneTests {

    private static final Outcome DELIVERED = new Outcome.Delivered("AA", new byte[0]);
    private static final Outcome.Parked DECLINED =
            new Outcome.Parked("DECLINED", new Text("refusé", "refused"));
    private static final LaneRules RULES =
            new LaneRules((short) 1, type -> true, LaneRules.Order.KEYS, 100, 1 << 20);

    @Test
    void movesItsLowWaterPastWhatIsSettled() throws Exception {
        Lane lane = lane(RULES);
        lane.offer(page(logged(1, 10), logged(2, 20), logged(3, 30)));

        Work first = lane.take(0).orElseThrow();
        Work second = lane.take(0).orElseThrow();
        Checkpoint afterSecond = lane.settle(List.of(lane.answered(second, DELIVERED)));
        Checkpoint afterFirst = lane.settle(List.of(lane.answered(first, DELIVERED)));

        assertThat(afterSecond).isEqualTo(new Checkpoint(0, List.of(2L)));
        assertThat(afterFirst).isEqualTo(new Checkpoint(2, List.of()));
    }

    @Test
    void passesOverMessagesThatAreNotForIt() throws Exception {
        Lane lane =
                lane(new LaneRules((short) 1, type -> false, LaneRules.Order.KEYS, 100, 1 << 20));

        lane.offer(page(logged(1, 10), logged(2, 20)));

        assertThat(lane.take(0)).isEmpty();
        assertThat(lane.settle(List.of()).lowWater()).isEqualTo(2);
    }

    @Test
    void skipsWhatWasSettledAboveTheLowWaterBeforeARestart() throws Exception {
        Lane lane =
                new Lane(
                        new LaneId("r", "a"),
                        RULES,
                        new Checkpoint(0, List.of(2L)),
                        new KeySet(),
                        0);

        lane.offer(page(logged(1, 10), logged(2, 10), logged(3, 10)));

        assertThat(drain(lane)).containsExactly(1L, 3L);
    }

    @Test
    void parksEverythingBehindAMessageOfTheSameKey() throws Exception {
        Lane lane = lane(RULES);
        lane.offer(page(logged(1, 10), logged(2, 10), logged(3, 20)));
        Work poison = lane.take(0).orElseThrow();

        List<Settled> parked = lane.park(poison, DECLINED);
        List<Settled> later = lane.offer(page(logged(4, 10), logged(5, 30)));

        assertThat(positions(parked)).containsExactly(1L, 2L);
        assertThat(positions(later)).containsExactly(4L);
        assertThat(drain(lane)).containsExactly(3L, 5L);
        assertThat(lane.counts().parked()).isEqualTo(3);
    }

    @Test
    void replaysParkedMessagesInOrderAheadOfNewOnes() throws Exception {
        Lane lane = lane(RULES);
        lane.offer(page(logged(1, 10), logged(2, 10)));
        lane.park(lane.take(0).orElseThrow(), DECLINED);

        int again = lane.unpark(List.of(logged(1, 10), logged(2, 10)));
        int askedTwice = lane.unpark(List.of(logged(1, 10)));
        lane.offer(page(logged(3, 10)));

        assertThat(again).isEqualTo(2);
        assertThat(askedTwice).isZero();
        assertThat(drain(lane)).containsExactly(1L, 2L, 3L);
        assertThat(lane.counts().parked()).isZero();
    }

    @Test
    void keepsAKeyWaitingWhileItsFirstMessageIsTriedAgain() throws Exception {
        Lane lane = lane(RULES);
        lane.offer(page(logged(1, 10), logged(2, 10), logged(3, 20)));
        Work failing = lane.take(0).orElseThrow();

        lane.retryLater(failing, 60_000);

        assertThat(lane.take(0).map(Work::position)).contains(3L);
        assertThat(lane.take(0)).isEmpty();
    }

    @Test
    void givesOutNothingWhilePausedAndEverythingWhenResumed() throws Exception {
        Lane lane = lane(RULES);
        lane.offer(page(logged(1, 10)));

        lane.pause(60_000);
        Optional<Work> paused = lane.take(0);
        lane.resume();

        assertThat(paused).isEmpty();
        assertThat(drain(lane)).containsExactly(1L);
    }

    @Test
    void readsNoFurtherThanItsWindow() throws Exception {
        Lane lane = lane(new LaneRules((short) 1, type -> true, LaneRules.Order.KEYS, 2, 1 << 20));

        lane.offer(page(logged(1, 10)));

        assertThat(lane.awaitRoom()).isEqualTo(1);
    }

    @Test
    void remembersPositionsAboveTheLowWaterInAFewBytes() {
        Checkpoint checkpoint = new Checkpoint(1_000_000, List.of(1_000_002L, 1_000_300L));

        byte[] stored = checkpoint.encodeAbove();

        assertThat(stored).hasSize(3);
        assertThat(Checkpoint.decode(1_000_000, stored)).isEqualTo(checkpoint);
    }

    private static Lane lane(LaneRules rules) {
        return new Lane(new LaneId("r", "a"), rules, new Checkpoint(0, List.of()), new KeySet(), 0);
    }

    private static Page page(LoggedMessage... messages) {
        return new Page(List.of(messages), messages[messages.length - 1].position());
    }

    private static List<Long> positions(List<Settled> settled) {
        return settled.stream().map(each -> each.work().position()).toList();
    }

    private static List<Long> drain(Lane lane) throws InterruptedException {
        List<Long> order = new ArrayList<>();
        Optional<Work> next = lane.take(0);
        while (next.isPresent()) {
            order.add(next.get().position());
            lane.settle(List.of(lane.answered(next.get(), DELIVERED)));
            next = lane.take(0);
        }
        return order;
    }
}
