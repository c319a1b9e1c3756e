// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Work with route files. */
@Command(name = "route")
final class RouteCommand implements Callable<Integer> {

    private final Screen screen;

    @Spec private CommandSpec spec = CommandSpec.create();

    RouteCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(spec.commandLine().getUsageMessage().stripTrailing());
        return Exit.DONE;
    }

    /** Gives a route file to the service, which activates the route when it is cleared. */
    @Command(name = "activate")
    static final class Activate implements Callable<Integer> {

        private static final Pattern ID =
                Pattern.compile(
                        "(?m)^\"?route\"?:\\s*\"?([a-z0-9-]+)\"?|\"route\"\\s*:\\s*\"([a-z0-9-]+)\"");

        private final Screen screen;

        @Parameters(paramLabel = "FILE", descriptionKey = "route.file")
        private Path file = Path.of("");

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Activate(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            byte[] bytes = Files.readAllBytes(file);
            Matcher id = ID.matcher(new String(bytes, StandardCharsets.UTF_8));
            if (!id.find()) {
                throw Failure.unusable(screen.text("route.noId", file));
            }
            String route = id.group(1) == null ? id.group(2) : id.group(1);
            try (ServerClient client = service.client(screen)) {
                JsonNode given =
                        ServiceOptions.expect(
                                        screen,
                                        client.put(
                                                "/api/v1/routes/" + route,
                                                ServerClient.mediaType(file.toString()),
                                                bytes))
                                .body();
                boolean activated = given.path("activated").asBoolean(false);
                if (output.json) {
                    screen.json(given);
                } else {
                    screen.say(
                            activated ? "route.activated" : "route.notActivated",
                            route,
                            given.path("version").asString(""));
                    Clearances.show(screen, given.path("clearance"));
                }
                return activated ? Exit.DONE : Exit.NO;
            }
        }
    }
}
