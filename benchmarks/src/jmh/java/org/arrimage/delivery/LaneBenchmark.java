// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.Incoming;
import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;
import org.arrimage.messagelog.Page;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A message's way through a lane, without network or database: in, out, settled, committed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LaneBenchmark {

    private static final int PAGE = 256;
    private static final int DEPTH = 64;
    private static final Outcome.Delivered DELIVERED = new Outcome.Delivered("AA", new byte[32]);

    /** Patients that the messages are of. */
    @Param({"1", "1000"})
    public int patients;

    private final byte[] body = new byte[1_000];
    private final Lane lane = open();
    private long position;

    private static Lane open() {
        LaneRules rules =
                new LaneRules(
                        (short) 1,
                        _ -> true,
                        LaneRules.Order.KEYS,
                        1_024,
                        32L << 20,
                        0,
                        new byte[32]);
        Lane lane =
                new Lane(
                        new LaneId("banc", "puits"),
                        rules,
                        new LaneTracks(new Checkpoint(0, List.of()), 0),
                        InstantSource.fixed(Instant.EPOCH),
                        _ -> {});
        lane.recovered();
        return lane;
    }

    /** A page of messages; the time is that of one of them. */
    @Benchmark
    @OperationsPerInvocation(PAGE)
    public long pass() throws InterruptedException {
        lane.offer(lane.main(), page());
        List<Work> taken = lane.take(DEPTH, false);
        while (!taken.isEmpty()) {
            for (Work work : taken) {
                lane.delivered(work, DELIVERED);
            }
            taken = lane.take(DEPTH, false);
        }
        lane.committed(lane.collect());
        return lane.delivered();
    }

    private Page page() {
        List<LoggedMessage> messages = new ArrayList<>(PAGE);
        for (int i = 0; i < PAGE; i++) {
            position++;
            messages.add(
                    new LoggedMessage(
                            position,
                            new Incoming(
                                    (short) 1,
                                    1,
                                    Instant.EPOCH,
                                    "ADT^A01",
                                    "A-0000001",
                                    OrderingKeys.of(position * 31 % patients),
                                    body)));
        }
        return new Page(messages, position);
    }
}
