// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.TranslationSample;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Measures translation alone, on one thread, from bytes to bytes. */
@Command(name = "translate")
final class BenchTranslate implements Callable<Integer> {

    /** The machine form. */
    record Report(List<Run> runs) {}

    /** One kind of message. */
    record Run(
            String work,
            String to,
            int bytes,
            double perCpuSecond,
            double perSecond,
            long bytesAllocated) {}

    private final Screen screen;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            descriptionKey = "bench.translateSeconds",
            defaultValue = "5")
    private double seconds;

    @Mixin private OutputOptions output = new OutputOptions();

    BenchTranslate(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws InterruptedException {
        var worker = new TranslationWork(StandardCharsets.UTF_8);
        List<Run> runs = new ArrayList<>();
        for (TranslationSample sample : TranslationSample.values()) {
            byte[] message = sample.message();
            screen.remark("bench.translating", sample.work(), message.length);
            TranslationPace.Pace pace =
                    TranslationPace.measure(worker, List.of(message), seconds, 1);
            runs.add(
                    new Run(
                            sample.work(),
                            "fhir-r4",
                            message.length,
                            pace.perCpuSecond(),
                            pace.perSecondPerThread(),
                            pace.bytesAllocated()));
        }
        if (output.json) {
            screen.json(new Report(runs));
            return Exit.DONE;
        }
        for (Run run : runs) {
            screen.say(
                    "bench.translated",
                    run.work(),
                    run.bytes(),
                    run.perCpuSecond(),
                    run.perSecond(),
                    run.bytesAllocated());
        }
        return Exit.DONE;
    }
}
