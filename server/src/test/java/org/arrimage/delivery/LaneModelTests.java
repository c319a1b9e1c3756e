// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * A lane against a model: random merges, rejections, retries, releases, commits and restarts. After
 * all of it every message was delivered, in the order of each of its keys.
 */
class LaneModelTests {

    private static final int SEEDS = Integer.getInteger("arrimage.lane.seeds", 3_000);
    private static final int MESSAGES = 60;
    private static final int WINDOW = 8;
    private static final Outcome.Delivered DELIVERED = new Outcome.Delivered("AA", new byte[32]);
    private static final Outcome.Parked DECLINED =
            new Outcome.Parked("DECLINED", new Text("refusé", "refused"));

    @Test
    void deliversEverythingInTheOrderOfItsKeysWhateverHappens() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Run(seed).play();
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    /** One history. What the disk holds is the last commit; a restart begins from it. */
    private static final class Run {

        private final Random random;

        /** Apart, so that the histories stay what they were. */
        private final Random forgetful;

        private final List<LoggedMessage> log = new ArrayList<>();
        private final List<Work> inHand = new ArrayList<>();
        private final Map<Long, Integer> deliveries = new HashMap<>();
        private final Map<Long, Long> lastOfKey = new HashMap<>();
        private final Set<Long> settledOnDisk = new HashSet<>();
        private final Map<Long, LaneCommit.ParkedRow> parkedOnDisk = new LinkedHashMap<>();
        private Checkpoint onDisk = new Checkpoint(0, List.of());
        private Lane lane;
        private List<Track> tracks = new ArrayList<>();
        private long parkedMessagesOnDisk;
        private boolean poisonous = true;
        private OptionalLong owed = OptionalLong.empty();

        Run(long seed) throws InterruptedException {
            random = new Random(seed);
            forgetful = new Random(seed);
            for (long position = 1; position <= MESSAGES; position++) {
                log.add(KeyQueuesTests.logged(position, keys()));
            }
            lane = start();
        }

        private long[] keys() {
            int kind = random.nextInt(20);
            if (kind == 0) {
                return new long[] {-1};
            }
            return kind < 5
                    ? new long[] {1 + random.nextInt(5), 1 + random.nextInt(5)}
                    : new long[] {1 + random.nextInt(5)};
        }

        void play() throws InterruptedException {
            for (int step = 0; step < 400; step++) {
                act(random.nextInt(20));
            }
            poisonous = false;
            for (int step = 0; step < 4_000 && !done(); step++) {
                finish();
            }
            assertThat(deliveries.keySet()).as("delivered").hasSize(MESSAGES);
            assertThat(lane.counts().parked()).as("parked").isZero();
            assertThat(parkedOnDisk).as("parked on disk").isEmpty();
            assertThat(onDisk.lowWater()).as("low water").isEqualTo(MESSAGES);
        }

        private void act(int choice) throws InterruptedException {
            switch (choice) {
                case 0 -> {
                    if (random.nextInt(4) == 0) {
                        restart();
                    }
                }
                case 1, 2, 3 -> commit();
                case 4, 5, 6, 7 -> read();
                case 8 -> release();
                default -> work();
            }
        }

        private void finish() throws InterruptedException {
            release();
            read();
            work();
            commit();
        }

        private boolean done() {
            return deliveries.size() == MESSAGES
                    && parkedOnDisk.isEmpty()
                    && inHand.isEmpty()
                    && onDisk.lowWater() == MESSAGES;
        }

        private void read() {
            for (Track track : tracks) {
                if (!track.readAll() && !track.window().full(lane.rules())) {
                    lane.offer(track, page(track));
                }
            }
            if (!lane.main().window().full(lane.rules())) {
                lane.offer(lane.main(), page(lane.main()));
            }
        }

        private Page read(long after, short source, int limit) {
            long to = Math.min(MESSAGES, after + limit);
            return new Page(log.subList((int) after, (int) to), to);
        }

        private Page page(Track track) {
            long from = lane.readTo(track);
            long to = Math.min(MESSAGES, from + 1 + random.nextInt(4));
            return new Page(log.subList((int) from, (int) to), to);
        }

        private void release() {
            List<Long> heads = lane.tracks().parked().positions();
            if (!heads.isEmpty()) {
                lane.release(heads.get(random.nextInt(heads.size()))).ifPresent(tracks::add);
            }
        }

        private void work() throws InterruptedException {
            if (inHand.size() < 4) {
                inHand.addAll(lane.take(2, false));
            }
            if (inHand.isEmpty()) {
                return;
            }
            Work work = inHand.remove(random.nextInt(inHand.size()));
            int fate = poisonous ? random.nextInt(8) : 7;
            switch (fate) {
                case 0 -> lane.park(work, DECLINED);
                case 1 -> lane.putBack(work);
                case 2 -> lane.retryLater(work, 0);
                default -> {
                    deliver(work);
                    lane.delivered(work, DELIVERED);
                }
            }
        }

        private void deliver(Work work) {
            long position = work.position();
            assertThat(settledOnDisk)
                    .as("%d is not sent after its settlement is on disk", position)
                    .doesNotContain(position);
            boolean first = deliveries.merge(position, 1, Integer::sum) == 1;
            OrderingKeys keys = work.keys();
            for (int i = 0; first && i < keys.count(); i++) {
                Long before = lastOfKey.put(keys.at(i), position);
                assertThat(before == null || before < position)
                        .as("key %d: %d after %d", keys.at(i), position, before)
                        .isTrue();
            }
        }

        /** The number of parked messages becomes known again, at some time after the start. */
        private void recount() {
            owed.ifPresent(lane::counted);
            owed = OptionalLong.empty();
        }

        private void commit() throws InterruptedException {
            if (!poisonous || forgetful.nextBoolean()) {
                recount();
            }
            LaneCommit commit = lane.collect();
            if (random.nextInt(10) == 0 && poisonous) {
                restart(); // the process dies before this commit
                return;
            }
            onDisk = commit.main();
            parkedMessagesOnDisk = commit.parkedMessages();
            commit.receipts().forEach(receipt -> settledOnDisk.add(receipt.position()));
            commit.parked().forEach(row -> parkedOnDisk.put(row.id(), row));
            commit.gone().forEach(parkedOnDisk::remove);
            lane.committed(commit);
        }

        private void restart() throws InterruptedException {
            inHand.clear();
            lane = start();
        }

        private Lane start() throws InterruptedException {
            boolean forgets = forgetful.nextBoolean();
            LaneTracks fromDisk =
                    new LaneTracks(onDisk, forgets ? LaneTracks.UNCOUNTED : parkedMessagesOnDisk);
            tracks = new ArrayList<>();
            List<LaneCommit.ParkedRow> rows = List.copyOf(parkedOnDisk.values());
            for (LaneCommit.ParkedRow row : rows) {
                fromDisk.restore(Lanes.restored(row), row.release(), row.until());
            }
            Lane started =
                    new Lane(
                            new LaneId("r", "a"),
                            LaneTests.rules(WINDOW),
                            fromDisk,
                            InstantSource.fixed(Instant.EPOCH),
                            _ -> {});
            long counted = new Recount(this::read, started, onDisk, rows).count();
            if (parkedMessagesOnDisk != LaneTracks.UNCOUNTED) {
                assertThat(counted).as("counted again").isEqualTo(parkedMessagesOnDisk);
            }
            owed = fromDisk.counted() ? OptionalLong.empty() : OptionalLong.of(counted);
            List<Track> interrupted = fromDisk.interrupted();
            long from = interrupted.stream().mapToLong(Track::readTo).min().orElse(0);
            long until = fromDisk.interruptedUntil();
            if (from < until) {
                Page page = new Page(log.subList((int) from, (int) until), until);
                LaneReader.offer(started, interrupted, page, until);
            }
            started.recovered();
            tracks.addAll(fromDisk.unfinished());
            return started;
        }
    }
}
