// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.hl7v2.Edit;
import org.arrimage.hl7v2.Edits;
import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the bench's route does to a message: read it, set MSH-5 and MSH-6, copy PID-3.1 to PID-2.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EditingBenchmark {

    private final Edits edits =
            Edits.compile(
                    List.of(
                            new Edit.Set(FieldPath.of("MSH-5"), ExchangeBench.APPLICATION_SET),
                            new Edit.Set(FieldPath.of("MSH-6"), "SITE"),
                            new Edit.Copy(FieldPath.of("PID-3.1"), FieldPath.of("PID-2"))));

    /** The kind of message. */
    @Param({"ADT", "ORU", "PDF"})
    public Payload payload = Payload.ADT;

    private byte[] message = new byte[0];

    /** Makes the message. */
    @Setup
    public void make() {
        message = payload.sample();
    }

    /** Reading alone. */
    @Benchmark
    public Hl7Message read() throws Hl7Problem {
        return Hl7Message.read(message, StandardCharsets.UTF_8);
    }

    /** Reading and the route's edits. */
    @Benchmark
    public byte[] readAndEdit() throws Hl7Problem {
        return edits.apply(Hl7Message.read(message, StandardCharsets.UTF_8));
    }
}
