// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;
import org.arrimage.cli.server.ServerProcess;
import org.arrimage.cli.server.TemporaryFolder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Restores into a folder of its own, starts the copy where no door opens and no lane runs, compares
 * what the archive says with what the copy holds and answers, and removes everything.
 */
final class RestoreTest {

    private static final Duration START = Duration.ofMinutes(3);
    private static final int SHOWN_DIGITS = 16;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Screen screen;
    private final ArchiveTool tool;
    private final boolean json;

    RestoreTest(Screen screen, ArchiveTool tool, boolean json) {
        this.screen = screen;
        this.tool = tool;
        this.json = json;
    }

    int run(Path archive, Path data, Map<String, String> given)
            throws IOException, InterruptedException {
        try (TemporaryFolder folder = new TemporaryFolder("arrimage-restore-test-")) {
            Path copy = folder.path().resolve("data");
            copyKeys(data.resolve("keys"), copy.resolve("keys"));
            Map<String, String> settings = new LinkedHashMap<>(given);
            settings.put("arrimage.database.url", ""); // never the real one
            if (Files.isDirectory(data.resolve("postgres"))) {
                settings.putIfAbsent(
                        "arrimage.database.programs", data.resolve("postgres").toString());
            }
            screen.remark("restore.testing", archive, copy);
            JsonNode report = tool.restore(archive, copy, settings);
            JsonNode lives =
                    report.path("differences").isEmpty()
                            ? inspect(copy, settings, folder.path().resolve("server.log"))
                            : JSON.createObjectNode();
            return tell(report, lives);
        }
    }

    private JsonNode inspect(Path copy, Map<String, String> settings, Path log)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("arrimage.inspection", "true");
        all.put("server.port", "0");
        try (ServerProcess server =
                ServerProcess.start(
                        new ServerProcess.Launch(tool.jar(), copy, Serve.jvmOptions(), all), log)) {
            ServerAddress address =
                    server.awaitReady(START)
                            .orElseThrow(() ->
                                    Failure.no(
                                            screen.text("restore.copyNotReady", lastLines(log))));
            try (ServerClient client = new ServerClient(address)) {
                // Whatever cannot be answered is told with what the copy itself says of it.
                ObjectNode seen = JSON.createObjectNode();
                seen.set("landmarks", get(client, "/api/v1/landmarks", log));
                seen.set("undecided", get(client, "/api/v1/restore/decisions", log));
                seen.set("latest", get(client, "/api/v1/messages?latest=1", log));
                seen.put("doors", get(client, "/api/v1/status", log).path("sources").size());
                return seen;
            }
        }
    }

    private JsonNode get(ServerClient client, String path, Path log) throws IOException {
        ServerClient.Answer answer = client.get(path);
        if (!answer.done()) {
            throw Failure.no(screen.text("restore.copyFails", path, lastLines(log)));
        }
        return answer.body();
    }

    private int tell(JsonNode report, JsonNode lives) {
        JsonNode wanted = report.path("landmarks");
        JsonNode seen = lives.path("landmarks");
        boolean tables = report.path("differences").isEmpty();
        boolean end = wanted.path("end").equals(seen.path("end"));
        boolean lanes = wanted.path("lanes").equals(seen.path("lanes"));
        boolean quiet = lives.path("doors").asInt(-1) == 0;
        boolean same = tables && end && lanes && quiet;
        if (json) {
            ObjectNode result = JSON.createObjectNode();
            result.put("same", same);
            result.set("archive", report);
            result.set("copy", lives);
            screen.json(result);
            return same ? Exit.DONE : Exit.NO;
        }
        for (JsonNode table : report.path("tables")) {
            screen.say(
                    "restore.table",
                    table.path("table").asString(""),
                    table.path("rows").asLong(0),
                    shortened(table.path("digest").asString("")));
        }
        report.path("differences").forEach(each -> screen.print("≠ " + each.asString("")));
        screen.say(
                "restore.end", sign(end), wanted.path("end").asLong(0), seen.path("end").asLong(0));
        for (int i = 0; i < wanted.path("lanes").size(); i++) {
            JsonNode lane = wanted.path("lanes").path(i);
            JsonNode other = seen.path("lanes").path(i);
            screen.say(
                    "restore.lane",
                    sign(lane.equals(other)),
                    lane.path("route").asString(""),
                    lane.path("asset").asString(""),
                    lane.path("position").asLong(0),
                    other.path("position").asLong(0));
        }
        RestoreCommand.tell(screen, same ? "restore.testPassed" : "restore.testFailed", report);
        return same ? Exit.DONE : Exit.NO;
    }

    private static String sign(boolean same) {
        return same ? "=" : "≠";
    }

    private static String shortened(String digest) {
        return digest.length() > SHOWN_DIGITS ? digest.substring(0, SHOWN_DIGITS) : digest;
    }

    /**
     * The test opens the archive with the same keys as the restore would; they go with the folder.
     */
    private static void copyKeys(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException unreadable) {
            return "";
        }
    }
}
