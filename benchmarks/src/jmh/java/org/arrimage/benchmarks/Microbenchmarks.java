// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Runs the benchmarks whose names the property {@code jmh} matches, each in a process of its own.
 * Results are printed, and kept in {@code target/jmh.json}.
 */
class Microbenchmarks {

    @Test
    void runsThoseThatAreAskedFor() throws Exception {
        var options =
                new OptionsBuilder()
                        .include(System.getProperty("jmh", ".*"))
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(Files.createDirectories(Path.of("target")) + "/jmh.json")
                        .shouldFailOnError(true)
                        .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(results).isNotEmpty();
    }
}
