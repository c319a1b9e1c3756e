// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.Engine;
import org.arrimage.benchmarks.ExchangeBench;
import org.arrimage.benchmarks.ExchangeReport;
import org.arrimage.benchmarks.Payload;
import org.arrimage.benchmarks.Rounds;
import org.arrimage.benchmarks.SpeedTable;
import org.arrimage.benchmarks.Work;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** Measures a route of the packaged service beside what this machine can do at most. */
@Command(name = "exchange")
final class BenchExchange implements Callable<Integer> {

    /** Backlog of the table when none is asked for: 20 to 40 s to fill, as long to catch up. */
    private static final long TABLE_BACKLOG = 200_000;

    private final Screen screen;

    @Option(names = "--table", descriptionKey = "bench.table")
    private boolean table;

    @Option(
            names = "--connections",
            split = ",",
            paramLabel = "N",
            descriptionKey = "bench.connections",
            defaultValue = "1,8,32")
    private List<Integer> connections = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            descriptionKey = "bench.seconds",
            defaultValue = "5")
    private double seconds;

    @Option(
            names = "--messages",
            paramLabel = "M",
            descriptionKey = "bench.messages",
            defaultValue = "0")
    private long messages;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            descriptionKey = "bench.rounds",
            defaultValue = "3")
    private int rounds;

    @Option(
            names = "--payload",
            paramLabel = "adt|oru|pdf",
            descriptionKey = "bench.payload",
            defaultValue = "ADT")
    private Payload payload = Payload.ADT;

    @Option(
            names = "--patients",
            paramLabel = "N",
            descriptionKey = "bench.patients",
            defaultValue = "1000")
    private int patients;

    @Option(names = "--rate", paramLabel = "R", descriptionKey = "bench.rate", defaultValue = "0")
    private double rate;

    @Option(
            names = "--destinations",
            paramLabel = "N",
            descriptionKey = "bench.destinations",
            defaultValue = "1")
    private int destinations;

    @Option(names = "--lanes", paramLabel = "N", descriptionKey = "bench.lanes", defaultValue = "1")
    private int lanes;

    @Option(
            names = "--pipeline",
            paramLabel = "D",
            descriptionKey = "bench.pipeline",
            defaultValue = "64")
    private int pipeline;

    @Option(
            names = "--backlog",
            paramLabel = "M",
            descriptionKey = "bench.backlog",
            defaultValue = "0")
    private long backlog;

    @Option(
            names = "--preload",
            paramLabel = "ROWS",
            descriptionKey = "bench.preload",
            defaultValue = "0")
    private long preload;

    @Mixin private OutputOptions output = new OutputOptions();

    BenchExchange(Screen screen) {
        this.screen = screen;
    }

    /** A measure whose order was found in order. */
    @FunctionalInterface
    private interface Measure {
        ExchangeReport run(Engine.Starter starter, BenchProgress progress) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        Measure measure;
        BenchRoute route;
        try {
            route = new BenchRoute(lanes, pipeline);
            measure = table ? table() : runs();
        } catch (IllegalArgumentException e) {
            throw Failure.unusable(screen.text("error.arguments", String.valueOf(e.getMessage())));
        }
        screen.remark("bench.starting");
        ExchangeReport report =
                measure.run(
                        sinks -> BenchEngine.start(screen, sinks, route),
                        new BenchProgress(screen));
        if (output.json) {
            screen.json(report);
        } else {
            new BenchTables(screen).show(report);
        }
        return report.sound() ? Exit.DONE : Exit.NO;
    }

    private Measure table() {
        var order =
                new SpeedTable.Order(
                        new Rounds(rounds, seconds, messages),
                        backlog == 0 ? TABLE_BACKLOG : backlog,
                        preload);
        return (starter, progress) -> SpeedTable.run(order, starter, progress);
    }

    private Measure runs() {
        var asked = new Rounds(rounds, seconds, messages);
        var order =
                new ExchangeBench.Order(
                        connections.stream()
                                .map(number -> new Work(payload, number, patients, rate))
                                .toList(),
                        destinations,
                        rate > 0 ? asked.steady() : asked,
                        backlog,
                        preload);
        return (starter, progress) -> ExchangeBench.run(order, starter, progress);
    }
}
