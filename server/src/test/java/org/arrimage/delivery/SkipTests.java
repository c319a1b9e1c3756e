// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import static org.arrimage.delivery.KeyQueuesTests.logged;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.database.TestDatabase;
import org.arrimage.keys.Keys;
import org.arrimage.keys.TestKeys;
import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.Page;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A lane that a restore brought back to position 3 is told to skip what its log holds, up to 6. */
class SkipTests {

    private static final LaneId LANE = new LaneId("r", "a");
    private static final Outcome.Parked DECLINED =
            new Outcome.Parked("DECLINED", new Text("refusé", "refused"));
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-02T17:00:00Z"));

    private final List<LoggedMessage> log =
            List.of(
                    logged(1, 10),
                    logged(2, 20),
                    logged(3, 10),
                    logged(4, 10),
                    logged(5, 20),
                    logged(6, 30));
    @TempDir private Path folder;
    private TestDatabase database;
    private Keys keys;
    private ParkedStore parked;
    private LaneStore store;

    @BeforeEach
    void restore() {
        database = TestDatabase.fresh();
        var source = database.dataSource();
        keys = TestKeys.on(source, folder, NOON);
        parked = new ParkedStore(JdbcClient.create(source), keys);
        store = new LaneStore(new JdbcTemplate(source), JdbcClient.create(source), parked, NOON);
        store.open(LANE, 0, false);
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void countsWhatWaitsBehindAParkedMessageUpToTheEndOfTheSkip() throws Exception {
        parkTheFirst();
        long before = store.open(LANE, 0, false).parkedMessages();

        store.skip(LANE, 6);
        Lane lane = opened();

        assertThat(before).isEqualTo(2);
        assertThat(lane.counts().parked()).as("1, 3 and 4").isEqualTo(3);
        assertThat(store.open(LANE, 0, false).parkedMessages()).as("on disk").isEqualTo(3);
    }

    @Test
    void countsNothingWhenOnlyReleasesWereUnderWay() throws Exception {
        Lane lane = parkTheFirst();
        lane.release(1).orElseThrow();
        store.settle(List.of(lane.collect()));

        store.skip(LANE, 6);

        assertThat(store.open(LANE, 0, false).parkedMessages()).isZero();
        assertThat(parked.in(store.number(LANE))).isEmpty();
    }

    /** Reads up to position 3: message 1 is refused, 3 waits behind it. */
    private Lane parkTheFirst() throws InterruptedException {
        Lane lane = LaneTests.lane(LaneTests.rules(100));
        lane.offer(lane.main(), new Page(log.subList(0, 3), 3));
        for (Work work : lane.take(2, false)) {
            if (work.position() == 1) {
                lane.park(work, DECLINED);
            } else {
                lane.delivered(work, new Outcome.Delivered("AA", new byte[32]));
            }
        }
        LaneCommit commit = lane.collect();
        store.settle(List.of(commit));
        lane.committed(commit);
        return lane;
    }

    private Lane opened() throws InterruptedException {
        LaneStore.Stored stored = store.open(LANE, 0, false);
        LaneTracks tracks = new LaneTracks(stored.checkpoint(), stored.parkedMessages());
        List<LaneCommit.ParkedRow> rows = parked.in(store.number(LANE));
        rows.forEach(row -> tracks.restore(Lanes.restored(row), row.release(), row.until()));
        Lane lane = new Lane(LANE, LaneTests.rules(100), tracks, NOON, _ -> {});
        new Recount(
                        (after, _, _) -> new Page(log.subList((int) after, log.size()), log.size()),
                        lane,
                        stored.checkpoint(),
                        rows)
                .run();
        store.settle(List.of(lane.collect()));
        return lane;
    }
}
