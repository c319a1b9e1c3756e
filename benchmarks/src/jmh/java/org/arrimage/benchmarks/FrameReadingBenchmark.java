// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** MLLP blocks out of a stream of bytes, time for one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrameReadingBenchmark {

    private static final int FRAMES = 32;

    /** The kind of message. */
    @Param({"ADT", "ORU", "PDF"})
    public Payload payload = Payload.ADT;

    private byte[] stream = new byte[0];

    /** Frames the messages. */
    @Setup
    public void frame() throws IOException {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES; i++) {
            FrameWriter.write(out, payload.sample());
        }
        stream = out.toByteArray();
    }

    /** Reads every frame. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void read(Blackhole blackhole) throws IOException {
        var reader = new FrameReader(new ByteArrayInputStream(stream), 1 << 20);
        while (reader.next() instanceof Frame.Complete complete) {
            blackhole.consume(complete.body());
        }
    }
}
