// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;

/**
 * Shows the health of a running service: its sources, its routes, whether each is cleared and how
 * far behind.
 */
@Command(name = "status")
final class Status implements Callable<Integer> {

    private final Screen screen;

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    Status(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode status;
        try (ServerClient client = service.client(screen)) {
            status = ServiceOptions.expect(screen, client.get("/api/v1/status")).body();
        }
        if (output.json) {
            screen.json(status);
            return Exit.DONE;
        }
        JsonNode database = status.path("database");
        screen.say(
                "status.head",
                string(status, "version"),
                string(status, "startedAt"),
                string(status, "businessTime"),
                string(database, "kind"),
                string(database, "version"));
        for (JsonNode source : status.path("sources")) {
            screen.say(
                    "status.source",
                    string(source, "asset"),
                    string(source, "receive"),
                    source.path("accepted").asLong(0),
                    source.path("refused").asLong(0));
        }
        for (JsonNode route : status.path("routes")) {
            showRoute(route);
        }
        return Exit.DONE;
    }

    private void showRoute(JsonNode route) {
        JsonNode clearance = route.path("clearance");
        String state = string(clearance, "state");
        String until = string(clearance, "until");
        screen.print("");
        screen.print(
                "%s  %s  %s%s"
                        .formatted(
                                screen.tone(Screen.Tone.STRONG, string(route, "route")),
                                string(route, "useCase"),
                                Clearances.word(screen, state),
                                until.isEmpty() ? "" : "  → " + until));
        Clearances.show(screen, clearance);
        for (JsonNode destination : route.path("destinations")) {
            screen.say(
                    "status.destination",
                    string(destination, "asset"),
                    string(destination, "state"),
                    destination.path("lag").asLong(0),
                    destination.path("delivered").asLong(0),
                    destination.path("parked").asLong(0));
        }
    }

    private static String string(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
