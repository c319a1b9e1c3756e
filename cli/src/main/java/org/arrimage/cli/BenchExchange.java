// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.ExchangeBench;
import org.arrimage.benchmarks.ExchangeReport;
import org.arrimage.benchmarks.Payload;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** Measures a route of the packaged service beside what this machine can do at most. */
@Command(name = "exchange")
final class BenchExchange implements Callable<Integer> {

    private final Screen screen;

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

    @Option(
            names = "--lanes",
            paramLabel = "N",
            descriptionKey = "bench.lanes",
            defaultValue = "32")
    private int lanes;

    @Mixin private OutputOptions output = new OutputOptions();

    BenchExchange(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        ExchangeBench.Order order;
        try {
            order =
                    new ExchangeBench.Order(
                            connections, seconds, messages, rounds, payload, patients);
        } catch (IllegalArgumentException e) {
            throw Failure.unusable(screen.text("error.arguments", String.valueOf(e.getMessage())));
        }
        screen.remark("bench.starting");
        ExchangeReport report =
                ExchangeBench.run(
                        order,
                        sinkPort -> BenchEngine.start(screen, sinkPort, lanes),
                        (number, round, delivered, limit) ->
                                screen.remark("bench.round", number, round, delivered, limit));
        if (output.json) {
            screen.json(report);
        } else {
            table(report);
        }
        boolean sound =
                report.runs().stream()
                        .allMatch(run -> run.lost() + run.outOfOrder() + run.unedited() == 0);
        return sound ? Exit.DONE : Exit.NO;
    }

    private void table(ExchangeReport report) {
        var machine = report.machine();
        screen.say(
                "bench.machine",
                machine.processor(),
                machine.cores(),
                machine.memoryMegabytes(),
                machine.system(),
                machine.java());
        screen.say("bench.work", payload.work(), patients, rounds);
        screen.print("");
        screen.print(screen.tone(Screen.Tone.STRONG, screen.text("bench.head")));
        for (ExchangeReport.Run run : report.runs()) {
            var ack = run.acknowledgementMillis();
            var end = run.endToEndMillis();
            screen.print(
                    "%5d %9.0f %9.0f %9.0f %7.0f %% %7.2f %7.2f %7.2f %8.2f %8.2f %8.2f %8.3f %8.3f %8.1f %6.0f %4d %4d %4d"
                            .formatted(
                                    run.connections(),
                                    run.deliveredPerSecond(),
                                    run.acknowledgedPerSecond(),
                                    run.limitPerSecond(),
                                    run.ratioToLimit() * 100,
                                    ack.p50(),
                                    ack.p95(),
                                    ack.p99(),
                                    end.p50(),
                                    end.p95(),
                                    end.p99(),
                                    run.cpuMillisPerMessage().engine(),
                                    run.cpuMillisPerMessage().database(),
                                    run.diskKilobytesPerMessage(),
                                    run.memoryMegabytes(),
                                    run.lost(),
                                    run.duplicates(),
                                    run.outOfOrder()));
        }
    }
}
