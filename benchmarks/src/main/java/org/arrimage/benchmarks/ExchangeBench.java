// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Cpu;
import org.arrimage.benchmarks.ExchangeReport.Round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures one route, MLLP to MLLP with two edits, and in the same minutes the limit. The engine,
 * its database, the load and the sink share the machine; the limit takes its turn after each round,
 * since the speed of a machine drifts.
 */
public final class ExchangeBench {

    /** What the route must set MSH-5 to: the sink checks it. */
    public static final String APPLICATION_SET = "DESTINATION";

    /** A sink that sees nothing new for this long has seen all that will come. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final double WARM_UP_SECONDS = 4;

    /**
     * What to measure.
     *
     * @param connections numbers of connections, one run each
     * @param seconds length of a round's load
     * @param messages most messages in a round; 0 for no such bound
     * @param patients how many patients the messages are about
     */
    public record Order(
            List<Integer> connections,
            double seconds,
            long messages,
            int rounds,
            Payload payload,
            int patients) {
        public Order {
            if (connections.isEmpty() || connections.stream().anyMatch(n -> n < 1 || n > 512)) {
                throw new IllegalArgumentException(
                        "connections must be 1 to 512, got " + connections);
            }
            if (seconds <= 0
                    || seconds > 600
                    || messages < 0
                    || rounds < 1
                    || rounds > 100
                    || patients < 1) {
                throw new IllegalArgumentException(
                        "need 0 < seconds <= 600, messages >= 0, rounds 1 to 100, patients >= 1");
            }
        }
    }

    /** Told of each round as it ends. */
    @FunctionalInterface
    public interface Progress {
        void round(int connections, int round, double deliveredPerSecond, double limitPerSecond);
    }

    private final Order order;
    private final Engine engine;
    private final EchoProcess echo;
    private final Sink sink;
    private int runNumber;

    private ExchangeBench(Order order, Engine engine, EchoProcess echo, Sink sink) {
        this.order = order;
        this.engine = engine;
        this.echo = echo;
        this.sink = sink;
    }

    /** Starts the engine, the sink and the limit, measures, stops them. */
    public static ExchangeReport run(Order order, Engine.Starter starter, Progress progress)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("arrimage-limit", ".log");
        try (var sink = new Sink(new Tally("W00", 1, 1));
                var engine = starter.start(sink.port());
                var echo = new EchoProcess(file)) {
            return new ExchangeBench(order, engine, echo, sink).measure(progress);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private ExchangeReport measure(Progress progress) throws IOException, InterruptedException {
        int most = order.connections().stream().mapToInt(Integer::intValue).max().orElse(1);
        double warmUp = Math.min(WARM_UP_SECONDS, order.seconds());
        engineRound(most, warmUp, 0);
        limit(most, warmUp / 2, 0);
        List<ExchangeReport.Run> runs = new ArrayList<>();
        for (int connections : order.connections()) {
            List<Round> rounds = new ArrayList<>();
            for (int i = 1; i <= order.rounds(); i++) {
                Round measured = engineRound(connections, order.seconds(), order.messages());
                double limit = limit(connections, Math.min(order.seconds(), 5), 0);
                Round round = withLimit(measured, limit);
                rounds.add(round);
                progress.round(connections, i, round.delivered(), limit);
            }
            runs.add(
                    ExchangeReport.median(
                            order.payload().work(), order.patients(), connections, rounds));
        }
        return new ExchangeReport(machine(), runs);
    }

    private Round engineRound(int connections, double seconds, long messages)
            throws IOException, InterruptedException {
        String name = String.format(Locale.ROOT, "R%02d", runNumber++ % 100);
        var tally = new Tally(name, connections, order.patients());
        sink.tellInstead(tally);
        Meter engineBefore = Meter.of(engine.enginePids());
        Meter databaseBefore = Meter.of(engine.databasePids());
        var outcome =
                Load.run(
                        new Load.Order(
                                engine.port(), connections, seconds, messages, order.payload()),
                        tally);
        awaitLast(tally, outcome.acknowledged());
        Meter engineAfter = Meter.of(engine.enginePids());
        Meter databaseAfter = Meter.of(engine.databasePids());
        if (!outcome.broken().isEmpty()) {
            throw new IOException(
                    outcome.broken().size()
                            + " connections failed; the first said: "
                            + outcome.broken().getFirst());
        }
        Tally.Count count = tally.count();
        double delivering = (count.lastArrival() - outcome.start()) / 1e9;
        double n = Math.max(1, count.delivered());
        long written =
                engineAfter.dirtiedBytes()
                        - engineBefore.dirtiedBytes()
                        + databaseAfter.writtenBytes()
                        - databaseBefore.writtenBytes();
        return new Round(
                delivering > 0 ? count.delivered() / delivering : 0,
                outcome.acknowledged() / outcome.seconds(),
                outcome.acknowledgement().summary(),
                count.endToEnd().summary(),
                0,
                new Cpu(
                        (engineAfter.cpuMillis() - engineBefore.cpuMillis()) / n,
                        (databaseAfter.cpuMillis() - databaseBefore.cpuMillis()) / n),
                written / 1_000.0 / n,
                engineAfter.residentBytes() / 1e6,
                databaseAfter.residentBytes() / 1e6,
                Math.max(0, outcome.acknowledged() - count.delivered()),
                count.duplicates(),
                count.outOfOrder(),
                outcome.refused(),
                count.unedited());
    }

    private double limit(int connections, double seconds, long messages)
            throws IOException, InterruptedException {
        var tally = new Tally("L00", connections, order.patients());
        var outcome =
                Load.run(
                        new Load.Order(
                                echo.port(), connections, seconds, messages, order.payload()),
                        tally);
        return outcome.acknowledged() / outcome.seconds();
    }

    /** Waits until all that was acknowledged arrived, or nothing arrives any more. */
    private static void awaitLast(Tally tally, long expected) {
        long seen = tally.delivered();
        long quietSince = System.nanoTime();
        while (seen < expected && System.nanoTime() - quietSince < QUIET.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            long now = tally.delivered();
            if (now != seen) {
                seen = now;
                quietSince = System.nanoTime();
            }
        }
    }

    private static Round withLimit(Round round, double limit) {
        return new Round(
                round.delivered(),
                round.acknowledged(),
                round.acknowledgement(),
                round.endToEnd(),
                limit,
                round.cpu(),
                round.disk(),
                round.memory(),
                round.databaseMemory(),
                round.lost(),
                round.duplicates(),
                round.outOfOrder(),
                round.refused(),
                round.unedited());
    }

    /** This machine, as reports name it. */
    public static ExchangeReport.Machine machine() throws IOException {
        Path cpuinfo = Path.of("/proc/cpuinfo");
        String processor =
                Files.isReadable(cpuinfo)
                        ? Files.readAllLines(cpuinfo).stream()
                                .filter(line -> line.startsWith("model name"))
                                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                                .findFirst()
                                .orElse("?")
                        : "?";
        var system =
                java.lang.management.ManagementFactory.getPlatformMXBean(
                        com.sun.management.OperatingSystemMXBean.class);
        return new ExchangeReport.Machine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString());
    }
}
