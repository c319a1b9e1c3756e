// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Decides what a lane does after a restore. */
@Command(name = "decide")
final class RestoreDecide implements Callable<Integer> {

    private enum Choice {
        resume,
        skip
    }

    private final Screen screen;

    @Parameters(index = "0", paramLabel = "ROUTE", descriptionKey = "restore.route")
    private String route = "";

    @Parameters(index = "1", paramLabel = "ASSET", descriptionKey = "restore.asset")
    private String asset = "";

    @Parameters(index = "2", paramLabel = "resume|skip", descriptionKey = "restore.choice")
    private Choice choice = Choice.resume;

    @Option(names = "--by", paramLabel = "NAME", descriptionKey = "restore.by")
    private Optional<String> by = Optional.empty();

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    RestoreDecide(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        var asked = JsonMapper.shared().createObjectNode();
        asked.put("decision", choice.name().toUpperCase(Locale.ROOT));
        asked.put("by", by.orElse(System.getProperty("user.name", "")));
        String path = "/api/v1/restore/decisions/" + encoded(route) + "/" + encoded(asset);
        try (ServerClient client = service.client(screen)) {
            JsonNode decided =
                    ServiceOptions.expect(
                                    screen,
                                    client.post(
                                            path,
                                            "application/json",
                                            asked.toString().getBytes(StandardCharsets.UTF_8)))
                            .body();
            if (output.json) {
                screen.json(decided);
            } else {
                screen.say(
                        "restore.decided." + choice.name(),
                        route,
                        asset,
                        decided.path("position").asLong(0),
                        decided.path("logEnd").asLong(0));
            }
            return Exit.DONE;
        }
    }

    private static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
