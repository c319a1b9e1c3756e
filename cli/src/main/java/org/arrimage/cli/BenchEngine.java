// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.Engine;
import org.arrimage.cli.server.AtExit;
import org.arrimage.cli.server.FreePort;
import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;
import org.arrimage.cli.server.ServerProcess;
import org.arrimage.cli.server.TemporaryFolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged service in a process of its own, with an embedded database in a temporary folder and
 * the bench's route.
 */
final class BenchEngine implements Engine {

    private static final Duration START = Duration.ofMinutes(3);

    private final TemporaryFolder folder;
    private final ServerProcess process;
    private final int port;
    private final AtExit leaving;

    private BenchEngine(TemporaryFolder folder, ServerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.leaving = new AtExit(this::leave);
    }

    /** Starts it, with a route to each of these sinks. */
    static BenchEngine start(Screen screen, List<Integer> sinkPorts, BenchRoute route)
            throws IOException, InterruptedException {
        Path jar = Serve.serverJar(screen);
        var folder = new TemporaryFolder("arrimage-bench");
        int port = FreePort.find(1).getFirst();
        Path log = folder.path().resolve("server.log");
        var launch =
                new ServerProcess.Launch(
                        jar,
                        folder.path().resolve("data"),
                        Serve.jvmOptions(),
                        Map.of("server.port", "0"));
        ServerProcess process = ServerProcess.start(launch, log);
        var engine = new BenchEngine(folder, process, port);
        try {
            ServerAddress address =
                    process.awaitReady(START)
                            .orElseThrow(
                                    () -> Failure.ours(screen.text("bench.notReady", tail(log))));
            engine.configure(screen, address, sinkPorts, route);
            return engine;
        } catch (IOException | InterruptedException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void configure(
            Screen screen, ServerAddress address, List<Integer> sinkPorts, BenchRoute bench)
            throws IOException {
        String route = bench.file(port, sinkPorts);
        try (var client = new ServerClient(address)) {
            byte[] facts = BenchRoute.facts(sinkPorts.size()).getBytes(StandardCharsets.UTF_8);
            ServiceOptions.expect(screen, client.post("/api/v1/facts", "application/yaml", facts));
            var given =
                    ServiceOptions.expect(
                            screen,
                            client.put(
                                    "/api/v1/routes/banc",
                                    "application/yaml",
                                    route.getBytes(StandardCharsets.UTF_8)));
            if (!given.body().path("activated").asBoolean(false)) {
                throw Failure.ours(screen.text("bench.notCleared", given.body().path("clearance")));
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Long> enginePids() {
        return List.of(process.pid());
    }

    @Override
    public List<Long> databasePids() {
        return process.databasePids();
    }

    @Override
    public Optional<Path> walFolder() {
        return process.databaseFolder().map(folder -> folder.resolve("pg_wal"));
    }

    @Override
    public void close() {
        leaving.close();
    }

    private void leave() {
        try (folder) {
            process.close();
        }
    }

    /** The last lines of a log, for a person. */
    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
