// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.benchmarks.Payload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A block of admissions of 1 kB, encoded, compressed and sealed, as the log's writer does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockPackingBenchmark {

    private static final Instant AT = Instant.parse("2026-11-01T17:00:00Z");

    /** Messages in the block. */
    @Param({"1", "16", "128"})
    public int messages;

    private final List<Incoming> incoming = new ArrayList<>();
    private final byte[] stubs = new byte[16 * 128];
    private final BlockPacker packer = new BlockPacker(new OneKey());

    /** Messages that differ as a sender's do. */
    @Setup
    public void receive() {
        for (byte[] body : Payload.ADT.samples(messages)) {
            int number = incoming.size();
            incoming.add(
                    new Incoming(
                            (short) 1,
                            1,
                            AT,
                            "ADT^A01",
                            "A-" + number,
                            OrderingKeys.of(number),
                            body));
        }
    }

    /** Gives back what the compressor holds outside the heap. */
    @TearDown
    public void close() {
        packer.close();
    }

    /** Packs it. */
    @Benchmark
    public Object pack() {
        return packer.pack(incoming, Bucket.of(1, AT), 1, stubs);
    }
}
