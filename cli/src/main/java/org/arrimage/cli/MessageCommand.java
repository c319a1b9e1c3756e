// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * What happened to messages: the latest, the parked, the quarantined; and trying again. Never their
 * content.
 */
@Command(name = "message")
final class MessageCommand implements Callable<Integer> {

    private enum View {
        latest,
        parked,
        quarantine,
        replay
    }

    private final Screen screen;

    @Parameters(
            index = "0",
            paramLabel = "latest|parked|quarantine|replay",
            descriptionKey = "message.view")
    private View view = View.latest;

    @Parameters(
            index = "1..*",
            arity = "0..3",
            paramLabel = "WHICH",
            descriptionKey = "message.which")
    private List<String> which = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            descriptionKey = "message.count",
            defaultValue = "50")
    private int count;

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    MessageCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        try (ServerClient client = service.client(screen)) {
            if (view == View.replay) {
                return replay(client);
            }
            String path =
                    switch (view) {
                        case latest -> "/api/v1/messages?latest=" + count;
                        case parked -> "/api/v1/parked";
                        case quarantine, replay -> "/api/v1/quarantine";
                    };
            JsonNode list = ServiceOptions.expect(screen, client.get(path)).body();
            if (output.json) {
                screen.json(list);
                return Exit.DONE;
            }
            for (JsonNode item : list) {
                screen.print(
                        switch (view) {
                            case latest -> latest(item);
                            case parked -> parked(item);
                            case quarantine, replay -> quarantined(item);
                        });
            }
            screen.remark("message.total", list.size());
            return Exit.DONE;
        }
    }

    private String latest(JsonNode item) {
        var line = new StringBuilder();
        line.append(
                "%s  %s  %s  %s  %d"
                        .formatted(
                                at(item, "receivedAt"),
                                string(item, "id"),
                                string(item, "source"),
                                string(item, "type"),
                                item.path("bytes").asInt(0)));
        for (JsonNode destination : item.path("destinations")) {
            line.append("  → ")
                    .append(string(destination, "asset"))
                    .append(' ')
                    .append(string(destination, "outcome"));
        }
        return line.toString();
    }

    private String parked(JsonNode item) {
        return "%s  %s  %s  %d  %s  %s"
                .formatted(
                        at(item, "since"),
                        string(item, "route"),
                        string(item, "asset"),
                        item.path("position").asLong(0),
                        string(item, "code"),
                        string(item.path("reason"), screen.language().code()));
    }

    private String quarantined(JsonNode item) {
        return "%s  %s  %s  %d  %s  %s  %s"
                .formatted(
                        at(item, "at"),
                        string(item, "id"),
                        string(item, "source"),
                        item.path("bytes").asInt(0),
                        string(item, "code"),
                        string(item, "where"),
                        string(item.path("reason"), screen.language().code()));
    }

    /**
     * One word is a quarantined frame's id; three are a route, an asset and the position of a
     * parked message, or the positions FROM-TO of messages to send again; FROM- means to the end.
     */
    private int replay(ServerClient client) throws Exception {
        String path =
                switch (which.size()) {
                    case 1 -> "/api/v1/quarantine/" + which.getFirst() + "/replay";
                    case 3 -> path(which.get(0), which.get(1), which.get(2));
                    default -> throw Failure.unusable(screen.text("message.replay"));
                };
        ServerClient.Answer answer = client.post(path, "application/json", new byte[0]);
        if (answer.status() == 404) {
            throw Failure.no(screen.text("message.none", String.join(" ", which)));
        }
        JsonNode body = ServiceOptions.expect(screen, answer).body();
        boolean refused = body.has("accepted") && !body.path("accepted").asBoolean(true);
        if (output.json) {
            screen.json(body);
        } else {
            screen.say(
                    refused ? "message.refusedAgain" : "message.replayed",
                    string(body.path("reason"), screen.language().code()));
        }
        return refused ? Exit.NO : Exit.DONE;
    }

    private static String path(String route, String asset, String positions) {
        String[] range = positions.split("-", 2);
        if (range.length == 1) {
            return "/api/v1/parked/" + route + "/" + asset + "/" + positions + "/replay";
        }
        String to = range[1].isEmpty() ? "" : "&to=" + range[1];
        return "/api/v1/lanes/" + route + "/" + asset + "/replay?from=" + range[0] + to;
    }

    private static String string(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static String at(JsonNode node, String field) {
        String instant = string(node, field);
        return instant.length() > 23 ? instant.substring(0, 23) + "Z" : instant;
    }
}
