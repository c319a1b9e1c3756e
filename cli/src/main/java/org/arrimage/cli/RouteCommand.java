// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.concurrent.Callable;

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

    /** Asks the service whether it could take a route file, with the mapping beside it. */
    @Command(name = "validate")
    static final class Validate implements Callable<Integer> {

        private final Screen screen;

        @Parameters(paramLabel = "FILE", descriptionKey = "route.file")
        private Path file = Path.of("");

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Validate(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            RouteFiles.Given given = new RouteFiles(screen).given(file);
            String bringing = given.mapping().map(it -> "?bringing=" + it.id()).orElse("");
            try (ServerClient client = service.client(screen)) {
                JsonNode checked =
                        ServiceOptions.post(
                                screen,
                                client,
                                "/api/v1/routes/" + given.route() + "/check" + bringing,
                                file,
                                given.bytes());
                if (output.json) {
                    screen.json(checked);
                } else {
                    screen.say("route.valid", given.route(), checked.path("version").asString(""));
                    given.mapping()
                            .ifPresent(it -> screen.say("route.mapping", it.id(), it.file()));
                }
                return Exit.DONE;
            }
        }
    }

    /** Gives a route file to the service, which activates the route when it is cleared. */
    @Command(name = "activate")
    static final class Activate implements Callable<Integer> {

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
            RouteFiles.Given given = new RouteFiles(screen).given(file);
            try (ServerClient client = service.client(screen)) {
                if (given.mapping().isPresent()) {
                    give(client, given.mapping().get());
                }
                JsonNode answer =
                        ServiceOptions.put(
                                screen,
                                client,
                                "/api/v1/routes/" + given.route(),
                                file,
                                given.bytes());
                boolean activated = answer.path("activated").asBoolean(false);
                if (output.json) {
                    screen.json(answer);
                } else {
                    screen.say(
                            activated ? "route.activated" : "route.notActivated",
                            given.route(),
                            answer.path("version").asString(""));
                    Clearances.show(screen, answer.path("clearance"));
                }
                return activated ? Exit.DONE : Exit.NO;
            }
        }

        /** A version that the service has already with this text stays as it is. */
        private void give(ServerClient client, RouteFiles.Beside mapping) throws Exception {
            ServiceOptions.put(
                    screen,
                    client,
                    "/api/v1/mappings/" + mapping.id(),
                    mapping.file(),
                    mapping.bytes());
            if (!output.json) {
                screen.say("route.mapping", mapping.id(), mapping.file());
            }
        }
    }
}
