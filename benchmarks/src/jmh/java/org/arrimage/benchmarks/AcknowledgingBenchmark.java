// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.hl7v2.AcknowledgementCode;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Reply;
import org.arrimage.mllp.FrameWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** The acknowledgement of an accepted message, framed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AcknowledgingBenchmark {

    private static final ZoneId ZONE = ZoneId.of("America/Toronto");

    private final Reply reply =
            new Reply(
                    AcknowledgementCode.AA,
                    "A-0000001",
                    Instant.parse("2026-11-01T17:00:00Z"),
                    ZONE);

    private Hl7Message message = read();

    private static Hl7Message read() {
        try {
            return Hl7Message.read(Payload.ADT.sample(), StandardCharsets.UTF_8);
        } catch (Hl7Problem unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** A message of its own for each trial. */
    @Setup
    public void receive() {
        message = read();
    }

    /** Writes and frames it. */
    @Benchmark
    public byte[] acknowledge() {
        return FrameWriter.frame(reply.to(message));
    }
}
