// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.cli.Failure;
import org.arrimage.cli.Template;
import org.arrimage.cli.server.AtExit;
import org.arrimage.cli.server.FreePort;
import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;
import org.arrimage.cli.server.ServerProcess;
import org.arrimage.cli.server.TemporaryFolder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The demonstration's machinery: the service's process, its database's folder, and the systems
 * around it. Closing leaves nothing behind.
 */
final class Stage implements AutoCloseable {

    /** Business time when the curtain rises: a Monday morning in Québec. */
    static final Instant START = Instant.parse("2026-03-02T14:15:00Z");

    private static final Duration READY = Duration.ofMinutes(3);
    private static final String YAML = "application/yaml";

    private final TemporaryFolder folder;
    private final Path jar;
    private final List<String> jvm;
    private final Map<String, String> places = new HashMap<>();

    final MllpPeer index;
    final MllpPeer pharmacy;
    final MllpPeer clinic;
    final MllpPeer hospitalRecord;
    final FhirRecord regional;

    private final AtExit leaving;
    private ServerProcess process;
    private ServerClient client;

    private Stage(Path jar, List<String> jvm, TemporaryFolder folder)
            throws IOException, InterruptedException {
        this.jar = jar;
        this.jvm = jvm;
        this.folder = folder;
        this.index = new MllpPeer(query -> Hl7.response(query, Person.ALL.getFirst()));
        this.pharmacy = MllpPeer.accepting();
        this.clinic = MllpPeer.accepting();
        this.hospitalRecord = MllpPeer.accepting();
        this.regional = new FhirRecord();
        List<Integer> doors = FreePort.find(4);
        List<String> names = List.of("adt", "labo", "suivi", "suivi-questions");
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), doors.get(i).toString());
        }
        places.put("index", "" + index.port());
        places.put("pharmacie", "" + pharmacy.port());
        places.put("clinique", "" + clinic.port());
        places.put("dossier", "" + hospitalRecord.port());
        places.put("fhir", "" + regional.port());
        this.process = launch();
        this.leaving = new AtExit(this::leave);
        try {
            this.client = new ServerClient(ready());
        } catch (IOException | InterruptedException | RuntimeException e) {
            leaving.close();
            throw e;
        }
    }

    /**
     * Starts the systems around, then the service, and waits until it is ready.
     *
     * @param jar the packaged service
     * @param jvm options of its virtual machine
     */
    static Stage open(Path jar, List<String> jvm) throws IOException, InterruptedException {
        var folder = new TemporaryFolder("arrimage-demo");
        try {
            return new Stage(jar, jvm, folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    ServerAddress address() {
        return client.address();
    }

    /**
     * A sender at one of the service's doors: {@code adt}, {@code labo}, {@code suivi} or {@code
     * suivi-questions}.
     */
    MllpSource source(String door) throws IOException {
        return new MllpSource(Integer.parseInt(places.getOrDefault(door, "0")));
    }

    /** Records a shipped facts file; fails when the service refuses it. */
    JsonNode facts(String name) throws IOException {
        return expect(
                client.post("/api/v1/facts", YAML, Template.read("demo/" + name).getBytes(UTF_8)));
    }

    /** Gives a shipped route file to the service. */
    JsonNode give(String route) throws IOException {
        String text = Template.fill("demo/routes/" + route + ".yaml", places);
        return expect(client.put("/api/v1/routes/" + route, YAML, text.getBytes(UTF_8)));
    }

    JsonNode get(String path) throws IOException {
        return expect(client.get(path));
    }

    /** One route as the status shows it; a missing node when there is none. */
    JsonNode route(String id) throws IOException {
        for (JsonNode route : get("/api/v1/status").path("routes")) {
            if (route.path("route").asString("").equals(id)) {
                return route;
            }
        }
        return MissingNode.getInstance();
    }

    String state(String route) throws IOException {
        return route(route).path("clearance").path("state").asString("");
    }

    /** A gate of a route's clearance; a missing node when there is none. */
    JsonNode gate(String route, String gate) throws IOException {
        for (JsonNode found : route(route).path("clearance").path("gates")) {
            if (found.path("gate").asString("").equals(gate)) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /** Moves business time forward. */
    void moveClock(Instant to) throws IOException {
        expect(
                client.post(
                        "/api/v1/clock",
                        "application/json",
                        ("{\"at\":\"" + to + "\"}").getBytes(UTF_8)));
    }

    /** Kills the service as a power cut would. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Starts the service again on the same folder. */
    void restart() throws IOException, InterruptedException {
        process = launch();
        client.close();
        client = new ServerClient(ready());
    }

    /** Whether the end has begun. */
    boolean isLeaving() {
        return leaving.done();
    }

    @Override
    public void close() {
        client.close();
        leaving.close();
    }

    /** Ends the systems around, the service and its database, and removes the folder. */
    private void leave() {
        try (folder;
                index;
                pharmacy;
                clinic;
                hospitalRecord;
                regional) {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerProcess launch() throws IOException {
        var settings = Map.of("server.port", "0", "arrimage.clock.start", START.toString());
        var launch = new ServerProcess.Launch(jar, folder.path().resolve("data"), jvm, settings);
        return ServerProcess.start(launch, log());
    }

    private ServerAddress ready() throws IOException, InterruptedException {
        var address = process.awaitReady(READY);
        if (address.isPresent()) {
            return address.get();
        }
        List<String> lines = Files.readAllLines(log());
        throw Failure.ours(
                String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
    }

    /** The service's log. */
    Path log() {
        return folder.path().resolve("server.log");
    }

    private static JsonNode expect(ServerClient.Answer answer) {
        if (!answer.done()) {
            throw Failure.ours("HTTP " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
