// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.translation.Translation;
import org.arrimage.translation.TranslationSettings;
import org.arrimage.translation.Translator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** HL7 v2 bytes in, FHIR JSON bytes out, with the loss report. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TranslationBenchmark {

    private final TranslationSettings settings = TranslationSettings.defaults();

    /** The message. */
    @Param({"ADT_SMALL", "ADT", "ADT_LARGE", "ORU_SMALL", "ORU"})
    public TranslationSample sample = TranslationSample.ADT;

    private byte[] message = new byte[0];

    /** Reads the message's file. */
    @Setup
    public void make() {
        message = sample.message();
    }

    /** One translation. */
    @Benchmark
    public Translation translate() throws Hl7Problem {
        return Translator.toFhir(Hl7Message.read(message, StandardCharsets.UTF_8), settings);
    }
}
