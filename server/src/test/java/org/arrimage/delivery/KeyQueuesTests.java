// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class KeyQueuesTests {

    private final KeyQueues queues = new KeyQueues();

    @Test
    void letsMessagesOfDifferentKeysGoTogether() {
        assertThat(queues.add(work(1, 10))).isTrue();
        assertThat(queues.add(work(2, 20))).isTrue();
    }

    @Test
    void keepsTheSecondMessageOfAKeyBehindTheFirst() {
        Work first = work(1, 10);
        Work second = work(2, 10);
        queues.add(first);

        assertThat(queues.add(second)).isFalse();
        assertThat(queues.release(first)).containsExactly(second);
    }

    @Test
    void makesAMergeWaitForBothItsKeys() {
        Work one = work(1, 10);
        Work other = work(2, 20);
        Work merge = work(3, 10, 20);
        queues.add(one);
        queues.add(other);

        assertThat(queues.add(merge)).isFalse();
        assertThat(queues.release(one)).isEmpty();
        assertThat(queues.release(other)).containsExactly(merge);
    }

    @Test
    void makesBothKeysWaitForTheMerge() {
        Work merge = work(1, 10, 20);
        Work afterOne = work(2, 10);
        Work afterOther = work(3, 20);
        queues.add(merge);
        queues.add(afterOne);
        queues.add(afterOther);

        assertThat(queues.release(merge)).containsExactlyInAnyOrder(afterOne, afterOther);
    }

    @Test
    void takesOutEverythingThatMustNotOvertakeAParkedMessage() {
        Work poison = work(1, 10);
        Work behind = work(2, 10);
        Work merge = work(3, 10, 20);
        Work behindMerge = work(4, 20);
        Work elsewhere = work(5, 30);
        for (Work each : List.of(poison, behind, merge, behindMerge, elsewhere)) {
            queues.add(each);
        }

        assertThat(queues.removeWithFollowers(poison).taken())
                .containsExactly(poison, behind, merge, behindMerge);
        assertThat(queues.release(elsewhere)).isEmpty();
    }

    @Test
    void makesAMessageOfUnknownPatientsWaitForAllAndAllForIt() {
        Work before = work(1, 10);
        Work barrier = work(2, -1);
        Work after = work(3, 20);
        Work afterTheFirst = work(4, 10);
        queues.add(before);

        assertThat(queues.add(barrier)).isFalse();
        assertThat(queues.add(after)).isFalse();
        assertThat(queues.add(afterTheFirst)).isFalse();
        assertThat(queues.release(before)).containsExactly(barrier);
        assertThat(queues.release(barrier)).containsExactly(after, afterTheFirst);
    }

    @Test
    void takesOutWhatFollowsAParkedMessageBehindABarrierToo() {
        Work poison = work(1, 10);
        Work barrier = work(2, -1);
        Work follower = work(3, 10);
        Work elsewhere = work(4, 20);
        for (Work each : List.of(poison, barrier, follower, elsewhere)) {
            queues.add(each);
        }

        KeyQueues.Removed removed = queues.removeWithFollowers(poison);

        assertThat(removed.taken()).containsExactly(poison, follower);
        assertThat(removed.ready()).containsExactly(barrier);
        assertThat(queues.release(barrier)).containsExactly(elsewhere);
    }

    @Test
    void keepsTheOrderOfEveryKeyWhateverTheMixOfMerges() {
        for (int seed = 0; seed < 200; seed++) {
            runRandomTraffic(new Random(seed));
        }
    }

    /** A model: each key's messages must be released in the order they were added. */
    private static void runRandomTraffic(Random random) {
        KeyQueues queues = new KeyQueues();
        Map<Long, ArrayDeque<Long>> expected = new HashMap<>();
        List<Work> ready = new ArrayList<>();
        int released = 0;
        int added = 0;
        while (released < 200) {
            if (added < 200 && random.nextBoolean()) {
                Work next = work(++added, random.nextInt(6), random.nextInt(12));
                for (int i = 0; i < next.keys().count(); i++) {
                    expected.computeIfAbsent(next.keys().at(i), _ -> new ArrayDeque<>())
                            .addLast(next.position());
                }
                if (queues.add(next)) {
                    ready.add(next);
                }
            } else if (!ready.isEmpty()) {
                Work done = ready.remove(random.nextInt(ready.size()));
                for (int i = 0; i < done.keys().count(); i++) {
                    assertThat(expected.get(done.keys().at(i)).removeFirst())
                            .isEqualTo(done.position());
                }
                ready.addAll(queues.release(done));
                released++;
            }
        }
        assertThat(expected.values()).allMatch(ArrayDeque::isEmpty);
    }

    private static final Track MAIN =
            new Track(Track.Kind.MAIN, 0, new Checkpoint(0, List.of()), Track.OPEN);

    static Work work(long position, long... keys) {
        return new Work(logged(position, keys), OrderingKeys.of(keys), MAIN);
    }

    static LoggedMessage logged(long position, long... keys) {
        return new LoggedMessage(
                position,
                new Incoming(
                        (short) 1,
                        90,
                        Instant.EPOCH,
                        "ADT^A08",
                        "C" + position,
                        OrderingKeys.of(keys),
                        new byte[10]));
    }
}
