// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Cpu;
import org.arrimage.benchmarks.ExchangeReport.Memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What stands while something is measured: the engine, its sinks and the limit, all on this
 * machine. One round at a time.
 */
final class Stand implements AutoCloseable {

    /** Sinks that see nothing new for this long have seen all that will come. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** A round of the limit needs no more, in seconds: it has neither queue nor collector. */
    private static final double LONGEST_LIMIT = 5;

    private final Engine engine;
    private final EchoProcess echo;
    private final Path echoFile;
    private final List<Sink> sinks;
    private final Arrivals arrivals;
    private int runs;

    private Stand(
            Engine engine, EchoProcess echo, Path echoFile, List<Sink> sinks, Arrivals arrivals) {
        this.engine = engine;
        this.echo = echo;
        this.echoFile = echoFile;
        this.sinks = sinks;
        this.arrivals = arrivals;
    }

    /** Starts the sinks, the engine and the limit. */
    static Stand start(int destinations, Engine.Starter starter)
            throws IOException, InterruptedException {
        var arrivals = new Arrivals();
        List<Sink> sinks = new ArrayList<>();
        try {
            for (int i = 0; i < destinations; i++) {
                sinks.add(new Sink(i, arrivals));
            }
            Engine engine = starter.start(sinks.stream().map(Sink::port).toList());
            try {
                Path file = Files.createTempFile("arrimage-limit", ".log");
                return new Stand(engine, new EchoProcess(file), file, sinks, arrivals);
            } catch (IOException | RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            for (Sink sink : sinks) {
                sink.close();
            }
            throw e;
        }
    }

    int destinations() {
        return sinks.size();
    }

    /** A tally of its own for the next run over this stand. */
    Tally tally(Work work, int capacity) {
        return new Tally(
                new Tally.Plan(
                        Tally.name(runs++),
                        work.connections(),
                        work.patients(),
                        sinks.size(),
                        capacity));
    }

    /** From here on arrivals belong to these runs. */
    void expect(Tally... tallies) {
        arrivals.expect(tallies);
    }

    /** The order of a load on the engine. */
    Load.Order toEngine(Work work, double seconds, long messages, int burst) {
        return order(engine.port(), work, seconds, messages, burst);
    }

    private static Load.Order order(int port, Work work, double seconds, long messages, int burst) {
        return new Load.Order(
                port,
                work.connections(),
                seconds,
                messages,
                work.payload(),
                burst,
                work.ratePerSecond());
    }

    /** Loads the engine, waits for the last arrival, then loads the limit in the same way. */
    Measured round(Work work, Rounds rounds) throws IOException, InterruptedException {
        Tally tally = tally(work, rounds.capacity());
        expect(tally);
        Meter engineBefore = Meter.settled(engine::enginePids);
        Meter databaseBefore = Meter.settled(engine::databasePids);
        long walBefore = walBytes();
        Load.Outcome load =
                Load.run(toEngine(work, rounds.seconds(), rounds.messages(), 1), tally).whole();
        awaitAll(tally::delivered, load.acknowledged());
        Meter engineAfter = Meter.settled(engine::enginePids);
        Meter databaseAfter = Meter.settled(engine::databasePids);
        Tally.Count arrived = tally.count();
        double n = Math.max(1, arrived.delivered());
        long written =
                engineAfter.dirtiedBytes()
                        - engineBefore.dirtiedBytes()
                        + databaseAfter.writtenBytes()
                        - databaseBefore.writtenBytes();
        double seconds = (arrived.lastArrival() - load.start()) / 1e9;
        return new Measured(
                arrived.delivered() == 0 ? 0 : arrived.delivered() / seconds,
                load,
                arrived,
                new Cpu(
                        (engineAfter.cpuMillis() - engineBefore.cpuMillis()) / n,
                        (databaseAfter.cpuMillis() - databaseBefore.cpuMillis()) / n),
                written / 1e3 / n,
                (walBytes() - walBefore) / 1e3 / n,
                engineAfter.residentBytes() / 1e6,
                databaseAfter.residentBytes() / 1e6,
                arrivals.takeStrays(),
                limit(work, rounds.within(LONGEST_LIMIT)));
    }

    /** Loads the limit. */
    Load.Outcome limit(Work work, Rounds rounds) throws IOException, InterruptedException {
        var tally =
                new Tally(
                        new Tally.Plan(
                                "L00", work.connections(), work.patients(), 1, rounds.capacity()));
        return Load.run(order(echo.port(), work, rounds.seconds(), 0, 1), tally).whole();
    }

    /** Shuts every sink: the engine finds nobody. */
    void shutSinks() throws IOException {
        for (Sink sink : sinks) {
            sink.shut();
        }
    }

    void openSinks() throws IOException {
        for (Sink sink : sinks) {
            sink.open();
        }
    }

    /** What the engine's process holds now. */
    Memory memory() throws InterruptedException {
        double heap = 0;
        for (long pid : engine.enginePids()) {
            heap += HeapAfter.megabytes(pid);
        }
        return new Memory(Meter.of(engine.enginePids()).residentBytes() / 1e6, heap);
    }

    /** Waits until so many are there; gives up when nothing came for a while. */
    static void awaitAll(LongSupplier arrived, long expected) {
        awaitAll(arrived, expected, QUIET);
    }

    /** The same with another patience. */
    static void awaitAll(LongSupplier arrived, long expected, Duration quiet) {
        long seen = arrived.getAsLong();
        long quietSince = System.nanoTime();
        while (seen < expected && System.nanoTime() - quietSince < quiet.toNanos()) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            long now = arrived.getAsLong();
            if (now != seen) {
                seen = now;
                quietSince = System.nanoTime();
            }
        }
    }

    private long walBytes() {
        return engine.walFolder().map(WalPosition::of).orElse(0L);
    }

    @Override
    public void close() throws IOException {
        try {
            engine.close();
        } finally {
            echo.close();
            Files.deleteIfExists(echoFile);
            for (Sink sink : sinks) {
                sink.close();
            }
        }
    }
}
