// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerProcess;
import org.arrimage.cli.server.TemporaryFolder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs the packaged service as the tool that reads an archive: it has the database and the keys.
 */
final class ArchiveTool {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Screen screen;
    private final Path jar;

    ArchiveTool(Screen screen) {
        this.screen = screen;
        this.jar = Serve.serverJar(screen);
    }

    Path jar() {
        return jar;
    }

    /** Reads the archive through; fails with what is wrong with it. */
    JsonNode verify(Path archive, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("arrimage.restore.verify", "true");
        return run(archive, data, all);
    }

    /** Restores the archive; fails with why it was refused. The report may tell of differences. */
    JsonNode restore(Path archive, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        return run(archive, data, settings);
    }

    private JsonNode run(Path archive, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.isReadable(archive)) {
            throw Failure.unusable(screen.text("error.noFile", archive));
        }
        try (TemporaryFolder folder = new TemporaryFolder("arrimage-restore-")) {
            Path file = folder.path().resolve("report.json");
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.put("arrimage.restore.from", archive.toAbsolutePath().toString());
            all.put("arrimage.restore.report", file.toString());
            ServerProcess process =
                    ServerProcess.startInForeground(
                            new ServerProcess.Launch(jar, data, Serve.jvmOptions(), all));
            Thread stopping = new Thread(process::close);
            Runtime.getRuntime().addShutdownHook(stopping);
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(stopping);
            if (!Files.exists(file)) {
                throw Failure.ours(screen.text("restore.noReport", code));
            }
            JsonNode report = JSON.readTree(Files.readString(file));
            if (report.has("code")) {
                throw refusal(report, code);
            }
            return report;
        }
    }

    private Failure refusal(JsonNode report, int code) {
        String key = "restore.refused." + report.path("code").asString("failed");
        String sentence =
                screen.texts().containsKey(key)
                        ? screen.text(key, report.path("detail").asString(""))
                        : report.path("detail").asString("");
        return code == Exit.UNUSABLE ? Failure.unusable(sentence) : Failure.ours(sentence);
    }
}
