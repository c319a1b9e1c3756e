// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Records organisations, assets and evidence of a facts file: all of it or nothing. */
@Command(name = "import")
final class ImportCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", descriptionKey = "import.file")
    private Path file = Path.of("");

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    ImportCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        try (ServerClient client = service.client(screen)) {
            JsonNode counts = ServiceOptions.post(screen, client, "/api/v1/facts", file, bytes);
            if (output.json) {
                screen.json(counts);
            } else {
                screen.say(
                        "import.done",
                        counts.path("organisations").asInt(0),
                        counts.path("assets").asInt(0),
                        counts.path("evidence").asInt(0));
            }
            return Exit.DONE;
        }
    }
}
